# The dense SAE training step of public trainers (ReLU, L1, Adam; optionally unit decoder rows with projected gradients) in PyTorch,
# driven by `saeflows bench sae --peer "python3 tests/SaeFlows.Torch.Tests/Benchmarks/sae_dense.py"`.
# Debian: apt-get install python3-torch libopenblas0-pthread (without OpenBLAS its products run on the reference BLAS, many times slower).
#   arguments: d_in latents batch threads plain|unit; a line on standard input is one step, answered with its processor seconds
import sys
import time

import torch

d_in, latents, batch, threads = (int(a) for a in sys.argv[1:5])
unit = sys.argv[5] == "unit"
torch.set_num_threads(threads)
torch.manual_seed(5)
x = torch.randn(batch, d_in)
rows = torch.nn.functional.normalize(torch.randn(latents, d_in), dim=1)
W_enc = rows.t().contiguous().clone().requires_grad_()
W_dec = rows.clone().requires_grad_()
b_enc = torch.full((latents,), -1.88, requires_grad=True)
b_dec = torch.zeros(d_in, requires_grad=True)
adam = torch.optim.Adam([W_enc, b_enc, W_dec, b_dec], lr=1e-7, betas=(0.9, 0.99))


def step():
    adam.zero_grad()
    f = torch.relu((x - b_dec) @ W_enc + b_enc)
    loss = ((f @ W_dec + b_dec - x) ** 2).sum(1).mean() + 0.1 * f.sum(1).mean()
    loss.backward()
    if unit:
        with torch.no_grad():
            W_dec.grad -= (W_dec.grad * W_dec).sum(1, keepdim=True) * W_dec
    adam.step()
    if unit:
        with torch.no_grad():
            W_dec.div_(W_dec.norm(dim=1, keepdim=True))
    return f


share = (step() > 0).float().mean().item()
print(f"ready, {share:.4f} active", flush=True)
for line in sys.stdin:
    start = time.process_time()
    step()
    print(time.process_time() - start, flush=True)
