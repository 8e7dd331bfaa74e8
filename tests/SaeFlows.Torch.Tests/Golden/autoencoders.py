"""Makes the ae.pt files under Autoencoders/ with torch.save itself (written with torch 1.13.1), and says what is in them.

/usr/bin/python3 autoencoders.py
"""
import collections
import json
import pathlib

import torch

HERE = pathlib.Path(__file__).parent / "Autoencoders"
WIDTH, LATENTS = 3, 5


def state(kind):
    torch.manual_seed(0)
    linear = torch.nn.Linear(WIDTH, LATENTS)
    decoder = torch.nn.Linear(LATENTS, WIDTH, bias=False)
    if kind == "AutoEncoder":
        module = torch.nn.Module()
        module.bias = torch.nn.Parameter(torch.randn(WIDTH))
        module.encoder, module.decoder = linear, decoder
        return module.state_dict()
    if kind == "BatchTopKSAE":
        module = torch.nn.Module()
        module.register_buffer("k", torch.tensor(2, dtype=torch.int))
        module.register_buffer("threshold", torch.tensor(0.25))
        module.decoder, module.encoder = decoder, linear
        module.b_dec = torch.nn.Parameter(torch.randn(WIDTH))
        return module.state_dict()
    # A state dictionary whose tensors are views: an offset, and strides that are not those of its shape.
    both = torch.randn(2 * LATENTS, WIDTH)
    return collections.OrderedDict(
        [("bias", torch.randn(2 * WIDTH)[WIDTH:]), ("encoder.weight", both[LATENTS:]), ("encoder.bias", torch.randn(LATENTS, dtype=torch.float64)), ("decoder.weight", torch.randn(LATENTS, WIDTH).t())]
    )


for name, kind in [("standard", "AutoEncoder"), ("batchtopk", "BatchTopKSAE"), ("views", "Views")]:
    folder = HERE / name
    folder.mkdir(parents=True, exist_ok=True)
    tensors = state(kind)
    torch.save(tensors, folder / "ae.pt")
    trainer = {"dict_class": "AutoEncoder" if kind == "Views" else kind, "activation_dim": WIDTH, "dict_size": LATENTS, "layer": 2, "lm_name": "tiny", "submodule_name": None}
    (folder / "config.json").write_text(json.dumps({"trainer": trainer, "buffer": {}}, indent=1) + "\n")
    (folder / "expected.json").write_text(json.dumps({n: t.double().flatten().tolist() for n, t in tensors.items()}, indent=1) + "\n")
