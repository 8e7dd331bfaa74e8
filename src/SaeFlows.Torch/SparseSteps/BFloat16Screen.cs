using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>Screens with a bfloat16 product; see <see cref="BFloat16Bounds"/>.</summary>
internal sealed unsafe class BFloat16Screen(SparseStepState state) : Screen
{
    private readonly TensorMemory _rounded = new(ScalarType.BFloat16, state.Latents, state.Width);
    private readonly NativeBuffer<float> _norms = new(state.Latents);
    private readonly NativeBuffer<float> _rests = new(state.Latents);

    public override void Refresh(int latent)
    {
        var offset = (long)latent * state.Width;
        (_norms.Pointer[latent], _rests.Pointer[latent]) = Round(state.Encoder.Weight.Floats + offset, state.Width, _rounded.Halves + offset);
    }

    public override void Multiply(TokenBlock block, TokenRows inputs, Workspace work)
    {
        var rounded = work.Rounded(ScalarType.BFloat16);
        for (var row = 0; row < block.Count; row++)
        {
            var (norm, rest) = Round(inputs.Row(block.Start + row), state.Width, rounded.Halves + ((long)row * state.Width));
            work.Margins[row] = BFloat16Bounds.Factors(norm, rest, state.Width);
        }

        using var some = rounded.Tensor.narrow(0, 0, block.Count);
        using var products = work.Products(ScalarType.BFloat16).Tensor.narrow(0, 0, block.Count);
        using var turned = _rounded.Tensor.t();
        products.addmm_(some, turned, 0, 1);
    }

    public override int Candidates(Workspace work, int row, float floor, int* latents) => BoundScan.Candidates(Bounds(work, row), state.Latents, floor, latents);

    public override int Maxima(Workspace work, int row, int vectors, float* maxima) => BoundScan.Maxima(Bounds(work, row), state.Latents, vectors, maxima);

    public override int Sure(Workspace work, int row) => BoundScan.Positive(Bounds(work, row), state.Latents);

    public override void Dispose()
    {
        _rounded.Dispose();
        _norms.Dispose();
        _rests.Dispose();
    }

    private BFloat16Bounds Bounds(Workspace work, int row) => new(
        work.Products(ScalarType.BFloat16).Halves + ((long)row * state.Latents), state.EncoderBias.Weight.Floats, _norms.Pointer, _rests.Pointer, work.Margins[row]);

    /// <summary>Rounds a row to bfloat16 and measures it: its norm, and the norm of what rounding took away.</summary>
    private static (float Norm, float Lost) Round(float* row, int width, ushort* rounded)
    {
        var (norm, taken) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = 0; i < width; i += 16)
        {
            var value = Vector512.Load(row + i);
            var bits = value.AsUInt32();
            bits += Vector512.Create(0x7FFFu) + ((bits >>> 16) & Vector512<uint>.One);
            bits &= Vector512.Create(0xFFFF0000u);
            var lost = value - bits.AsSingle();
            norm = Vector512.FusedMultiplyAdd(value, value, norm);
            taken = Vector512.FusedMultiplyAdd(lost, lost, taken);
            var top = bits >>> 16;
            Vector512.Narrow(top, top).GetLower().Store(rounded + i);
        }

        return (MathF.Sqrt(Vector512.Sum(norm)), MathF.Sqrt(Vector512.Sum(taken)));
    }
}
