using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

internal sealed unsafe partial class SparseStep
{
    /// <summary>The same step by dense products, for batches with too many active latents to gain from gathering them; same loss, same optimizer.</summary>
    private void Dense(nint source, int tokens, StepRates rates, AdamRule rule)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        _threads.Run(_blocks.Count, i => Centre(_blocks[i], (float*)source));
        var (w, d, x) = (State.Encoder.Weight.Tensor, State.Decoder.Weight.Tensor, _inputs.Tensor);
        var latents = Activate(x.matmul(w.t()).add_(State.EncoderBias.Weight.Tensor));
        var error = latents.matmul(d).sub_(x);
        if (!_options.CentresInput)
        {
            error.add_(State.DecoderBias.Weight.Tensor);
        }

        var on = latents.gt(0);
        Account(latents, on, error, x);
        var gradient = error.mul_(2 * rates.Error / tokens);
        CopyTo(gradient.sum([0L]), _blocks[0].GradientSum);
        var slopes = gradient.matmul(d.t()).add_(rates.L1 / tokens).mul_(on);
        var (decoder, encoder, bias) = (latents.t().matmul(gradient), slopes.t().matmul(x), slopes.sum([0L]));
        var (toDecoder, toEncoder, toBias) = (Address(decoder), Address(encoder), Address(bias));
        _threads.Run(_latentBlocks.Length, i =>
        {
            var block = _latentBlocks[i];
            block.Backwards.Span.Clear();
            for (var latent = block.Start; latent < block.Start + block.Count; latent++)
            {
                var offset = (long)latent * State.Width;
                _update.Apply(latent, (float*)toEncoder + offset, (float*)toDecoder + offset, ((float*)toBias)[latent], rule, block.Backwards.Pointer);
            }
        });
    }

    private Tensor Activate(Tensor a)
    {
        a.relu_();
        if (_options.Kind == SparseKind.Relu)
        {
            return a;
        }

        var groups = _options.Kind == SparseKind.TopK ? a : a.view(1, -1);
        var (values, indices) = groups.topk((int)(_options.K * a.shape[0] / groups.shape[0]), 1, sorted: false);
        _smallest = values.where(values.gt(0), float.PositiveInfinity).min().item<float>();
        return zeros_like(groups).scatter_(1, indices, values).view(a.shape);
    }

    /// <summary>The batch's sums, all of them with the first block.</summary>
    private void Account(Tensor latents, Tensor on, Tensor error, Tensor inputs)
    {
        foreach (var block in _blocks)
        {
            Array.Clear(block.SquaredError);
            Array.Clear(block.SquaredInput);
            block.LatentSum = 0;
            block.GradientSum.Span.Clear();
            block.InputSum.Span.Clear();
        }

        (_blocks[0].SquaredError[0], _blocks[0].SquaredInput[0], _blocks[0].LatentSum) = (Total(error.square()), Total(inputs.square()), Total(latents));
        CopyTo(inputs.sum([0L]), _blocks[0].InputSum);
        _active = on.sum().item<long>();
        on.sum([0L], type: ScalarType.Int32).data<int>().CopyTo(_lists.Counts);
    }

    private static double Total(Tensor tensor) => tensor.sum(ScalarType.Float64).item<double>();

    private static void CopyTo(Tensor row, NativeBuffer<float> buffer) => MemoryMarshal.Cast<byte, float>(row.bytes).CopyTo(buffer.Span);

    /// <summary>Where the values of a contiguous tensor on the CPU begin.</summary>
    private static nint Address(Tensor tensor)
    {
        // Through one value, since a span cannot tell the length of very large tensors.
        using var first = tensor.view(-1).narrow(0, 0, 1);
        return (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }
}
