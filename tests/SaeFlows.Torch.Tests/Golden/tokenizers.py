"""Makes tokenizers.jsonl: ids that Hugging Face's tokenizers 0.23.1 gives for awkward texts.

python3 tokenizers.py SHARED_DATA_FOLDER > tokenizers.jsonl
"""
import gzip
import json
import random
import sys

from tokenizers import Tokenizer

FILES = ['llama3/tokenizer.json.gz', 'phi3/phi3-v.tokenizer.json', 'gemma/gemma3.tokenizer.json.gz']
WORDS = ("the model's I'll 'RE 1234567 3.14 x^2 | foo_bar \\frac{1}{2} naïve 日本語 हिन्दी العربية 🚀 👨‍👩‍👧‍👦 𝕏𝟙𐍈 ½ \u00a0 … “q” <s> </s> <|user|> <|end|> "
         "<|eot_id|> <bos> <start_of_turn> \n \n\n \r\n \t __ !!!!!! ====== \"]}}}] ▁x <0x0A> <table> e\u0301 ǅ Ⅷ ٣ ² ﬁ 𠀀𠀁").split(' ')
RANGES = [(0x20, 0x7F)] * 5 + [(0xA0, 0x250), (0x370, 0x530), (0x5D0, 0x700), (0x900, 0xE80), (0x2000, 0x2800), (0x4E00, 0x9FFF), (0x10000, 0x10500),
                              (0x1D400, 0x1D7FF), (0x1F300, 0x1FAFF), (0x20000, 0x2A6DF)]
random.seed(11)


def text(i):
    if i % 3 == 0:
        return ''.join(chr(random.randint(*random.choice(RANGES))) for _ in range(random.randint(1, 25)))
    if i % 7 == 0:
        return ''.join(random.choice(' \n\t\r!?.=-a1') for _ in range(random.randint(1, 25)))
    return ''.join(random.choice(WORDS) + random.choice(['', ' ', '  ', '\n']) for _ in range(random.randint(1, 9)))


texts = ['', ' '] + [text(i) for i in range(60)]
for name in FILES:
    path = f'{sys.argv[1]}/tokenizers/{name}'
    with (gzip.open(path) if path.endswith('gz') else open(path, 'rb')) as f:
        tokenizer = Tokenizer.from_str(f.read().decode())
    for t in texts:
        ids = tokenizer.encode(t, add_special_tokens=False).ids
        print(json.dumps({'tokenizer': name, 'text': t, 'ids': ids, 'decoded': tokenizer.decode(ids, skip_special_tokens=False)}))
