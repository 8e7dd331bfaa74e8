"""Makes the autoencoders under Trainers/ with the public trainers' own classes and saving, and says what these classes then compute.

PYTHONPATH=CHECKOUTS python3 trainers.py saelens|sparsify|dictionary-learning

Written with SAELens 6.18.0 (91ca16c), sparsify (9d3b136) and dictionary_learning (60ec6bf) from their checkouts, on torch 1.13.1. What they
import for other purposes (transformers, datasets, wandb and the like), the hook points of transformer_lens, which hand values through, and
the package safetensors had stand-ins. The weights are random.
"""
import inspect
import json
import pathlib
import sys

import torch

WIDTH, LATENTS, K, TOKENS = 4, 6, 2, 5


def randomise(module):
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn_like(parameter) * (0.5 if parameter.ndim > 1 else 0.1))


def save(name, expected_of, write):
    folder = pathlib.Path(__file__).parent / "Trainers" / name
    folder.mkdir(parents=True, exist_ok=True)
    encode, decode = expected_of(write(folder), folder)
    tokens = torch.randn(TOKENS, WIDTH)
    with torch.no_grad():
        encoded = encode(tokens)
        decoded = decode(encoded)
    values = {"input": tokens, "encoded": encoded, "decoded": decoded}
    (folder / "expected.json").write_text(json.dumps({n: [round(v, 8) for v in t.double().flatten().tolist()] for n, t in values.items()}) + "\n")


def saelens():
    import sae_lens
    from sae_lens.saes.batchtopk_sae import BatchTopKTrainingSAE, BatchTopKTrainingSAEConfig

    common = {"d_in": WIDTH, "d_sae": LATENTS, "dtype": "float32", "device": "cpu"}
    for name, cls, config in [
        ("standard", sae_lens.StandardTrainingSAE, sae_lens.StandardTrainingSAEConfig(**common)),
        ("gated", sae_lens.GatedTrainingSAE, sae_lens.GatedTrainingSAEConfig(**common)),
        ("jumprelu", sae_lens.JumpReLUTrainingSAE, sae_lens.JumpReLUTrainingSAEConfig(**common)),
        ("topk", sae_lens.TopKTrainingSAE, sae_lens.TopKTrainingSAEConfig(**common, k=K)),
        ("topk-unscaled", sae_lens.TopKTrainingSAE, sae_lens.TopKTrainingSAEConfig(**common, k=K, rescale_acts_by_decoder_norm=False)),
        ("batchtopk", BatchTopKTrainingSAE, BatchTopKTrainingSAEConfig(**common, k=K)),
    ]:
        def write(folder):
            trained = cls(config)
            randomise(trained)
            if hasattr(trained, "topk_threshold"):
                trained.topk_threshold.fill_(0.2)
            trained.save_inference_model(folder)

        def expected_of(_, folder):
            sae = sae_lens.SAE.load_from_disk(str(folder))
            return lambda x: sae.encode(x).to_dense() if sae.encode(x).is_sparse else sae.encode(x), sae.decode

        save("saelens-" + name, expected_of, write)


def sparsify():
    from sparsify.config import SparseCoderConfig
    from sparsify.sparse_coder import SparseCoder

    for name, config in [("topk", SparseCoderConfig(num_latents=LATENTS, k=K)), ("expansion", SparseCoderConfig(expansion_factor=2, k=K))]:
        def write(folder):
            coder = SparseCoder(WIDTH, config)
            randomise(coder)
            coder.save_to_disk(folder)

        def expected_of(_, folder):
            coder = SparseCoder.load_from_disk(folder)
            chosen = []

            def encode(x):
                chosen[:] = coder.encode(x)[:2]
                return torch.zeros(len(x), coder.num_latents).scatter_(1, chosen[1], chosen[0])

            return encode, lambda _: coder.decode(*chosen)

        save("sparsify-" + name, expected_of, write)


def dictionary_learning():
    import dictionary_learning.utils as known

    for name in ["AutoEncoder", "AutoEncoderNew", "GatedAutoEncoder", "AutoEncoderTopK", "BatchTopKSAE", "JumpReluAutoEncoder"]:
        def write(folder):
            cls = getattr(known, name)
            dictionary = cls(WIDTH, LATENTS, K) if "k" in inspect.signature(cls.__init__).parameters else cls(WIDTH, LATENTS)
            randomise(dictionary)
            if "threshold" in dict(dictionary.named_buffers()):
                dictionary.threshold.fill_(0.2)
            torch.save(dictionary.state_dict(), folder / "ae.pt")
            trainer = {"dict_class": name, "activation_dim": WIDTH, "dict_size": LATENTS, "k": K, "layer": 2, "lm_name": "tiny", "submodule_name": None}
            (folder / "config.json").write_text(json.dumps({"trainer": trainer, "buffer": {"ctx_len": 16}}) + "\n")
            return dictionary

        # As it was trained: their loader gives some classes unit decoder rows, which changes latents but not what they decode to.
        save("dictionary-learning-" + name, lambda dictionary, _: (dictionary.encode, dictionary.decode), write)


torch.manual_seed(0)
{"saelens": saelens, "sparsify": sparsify, "dictionary-learning": dictionary_learning}[sys.argv[1]]()
