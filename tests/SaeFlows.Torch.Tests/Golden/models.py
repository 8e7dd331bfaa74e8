"""Makes Models/*: tiny random decoders of every architecture and rope kind, with what transformers 5.12.1 / torch 2.14.1 compute.

Run in an environment with both: python3 models.py OUT_FOLDER
"""
import json
import os
import sys

import torch
from safetensors.torch import save_file
from transformers import (Gemma2Config, Gemma2ForCausalLM, GemmaConfig, GemmaForCausalLM, LlamaConfig, LlamaForCausalLM,
                          MistralConfig, MistralForCausalLM, Phi3Config, Phi3ForCausalLM)

torch.set_num_threads(1)
COMMON = dict(vocab_size=48, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
              max_position_embeddings=64, initializer_range=0.3, pad_token_id=0, bos_token_id=1, eos_token_id=2)
LONG = dict(rope_type='longrope', rope_theta=10000.0)


def rope(kind, **more):
    return dict(rope_type=kind, rope_theta=10000.0, **more)


def old_style(config):
    """The fields as files before transformers 5 had them."""
    r = config.pop('rope_parameters')
    config['rope_theta'] = r.pop('rope_theta')
    kind = r.pop('rope_type')
    config['rope_scaling'] = None if kind == 'default' else {**r, 'type': 'su' if kind == 'longrope' else kind}
    config['torch_dtype'] = config.pop('dtype')
    config['head_dim'] = None if config['model_type'] == 'llama' else config.get('head_dim')
    if config['head_dim'] is None:
        config.pop('head_dim') if config['model_type'] == 'phi3' else None
    config.pop('layer_types', None)


# name, model, config, old-style file, greedy without a cache (where transformers' own cache loses the row's start), type, shard size
JOBS = [
    ('llama2-old', LlamaForCausalLM, LlamaConfig(**COMMON), True, False, torch.float32, None),
    ('llama-bias-tied', LlamaForCausalLM, LlamaConfig(**{**COMMON, 'num_key_value_heads': 1}, head_dim=6, attention_bias=True, mlp_bias=True, tie_word_embeddings=True), False, False, torch.float32, None),
    ('llama-llama3', LlamaForCausalLM, LlamaConfig(**COMMON, head_dim=16, rope_parameters=rope('llama3', factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=32)), False, False, torch.float32, None),
    ('llama-linear', LlamaForCausalLM, LlamaConfig(**COMMON, rope_parameters=rope('linear', factor=4.0)), True, False, torch.float32, None),
    ('llama-dynamic', LlamaForCausalLM, LlamaConfig(**{**COMMON, 'max_position_embeddings': 20}, head_dim=8, rope_parameters=rope('dynamic', factor=2.0)), False, False, torch.float32, None),
    ('llama-yarn', LlamaForCausalLM, LlamaConfig(**COMMON, head_dim=16, rope_parameters=rope('yarn', factor=4.0, original_max_position_embeddings=16)), False, False, torch.float32, None),
    ('llama-bf16-shards', LlamaForCausalLM, LlamaConfig(**COMMON), False, False, torch.bfloat16, '4KB'),
    ('mistral-window', MistralForCausalLM, MistralConfig(**COMMON, head_dim=8, sliding_window=5), False, False, torch.float32, None),
    ('gemma-mqa', GemmaForCausalLM, GemmaConfig(**{**COMMON, 'num_key_value_heads': 1}, head_dim=8), True, False, torch.float32, None),
    ('gemma2-caps', Gemma2ForCausalLM, Gemma2Config(**COMMON, head_dim=8, sliding_window=6, query_pre_attn_scalar=5, attn_logit_softcapping=3.0, final_logit_softcapping=4.0), True, False, torch.float32, None),
    ('phi3-longrope', Phi3ForCausalLM, Phi3Config(**{**COMMON, 'num_attention_heads': 2}, original_max_position_embeddings=28, sliding_window=12, rope_parameters=dict(LONG, short_factor=[1.0, 1.1, 1.2, 1.3], long_factor=[1.0, 2.0, 4.0, 8.0])), True, True, torch.float32, None),
    ('phi3-partial', Phi3ForCausalLM, Phi3Config(**{**COMMON, 'num_attention_heads': 2}, partial_rotary_factor=0.5, tie_word_embeddings=True, sliding_window=None), False, False, torch.float32, None),
]


def make(folder, name, model_class, config, old, uncached, dtype, shard):
    torch.manual_seed(sum(map(ord, name)))
    config._attn_implementation = 'eager'
    model = model_class(config).eval()
    with torch.no_grad():
        for p in model.parameters():
            if p.dim() == 1:
                p.add_(torch.randn_like(p) * 0.1)
    target = os.path.join(folder, name)
    model.to(dtype).save_pretrained(target, **({'max_shard_size': shard} if shard else {}))
    os.remove(os.path.join(target, 'generation_config.json'))
    model = model_class.from_pretrained(target, dtype=torch.float32, attn_implementation='eager').eval()
    tokens = torch.randint(3, config.vocab_size, (1, 24))
    seen = {}
    hooks = [layer.mlp.register_forward_hook(lambda m, i, o, k=k: seen.__setitem__(k, o[0].clone())) for k, layer in enumerate(model.model.layers)]
    with torch.no_grad():
        logits = model(tokens, use_cache=False).logits[0]
        out = {'tokens': tokens[0], 'logits': logits.contiguous(), **{f'mlp_out.{k}': v.contiguous() for k, v in seen.items()}}
        for hook in hooks:
            hook.remove()
        model.generation_config.eos_token_id = None
        greedy = model.generate(tokens, attention_mask=torch.ones_like(tokens), max_new_tokens=12, do_sample=False, eos_token_id=None, pad_token_id=0, use_cache=not uncached)
    out['greedy'] = greedy[0, tokens.shape[1]:].contiguous()
    save_file(out, os.path.join(target, 'expected.safetensors'))
    path = os.path.join(target, 'config.json')
    with open(path) as f:
        fields = json.load(f)
    if old:
        old_style(fields)
    with open(path, 'w') as f:
        json.dump(fields, f, indent=2)
        f.write('\n')


for job in JOBS:
    make(sys.argv[1], *job)
