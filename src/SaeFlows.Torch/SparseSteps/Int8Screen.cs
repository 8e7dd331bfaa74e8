using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Screens with an int8 product, about twice as fast as bfloat16; see <see cref="Int8Bounds"/>. All tokens share one row of coins and all latents another, thrown once: that a
/// pair's coins are independent of its data is enough, and data never depend on them, since what comes out of the step does not.
/// </summary>
internal sealed unsafe class Int8Screen : Screen
{
    private readonly SparseStepState _state;
    private readonly TensorMemory _rounded;
    private readonly NativeBuffer<float> _steps;
    private readonly NativeBuffer<float> _norms;
    private readonly NativeBuffer<float> _tokenCoins;
    private readonly NativeBuffer<float> _latentCoins;
    private readonly float _factor;

    public Int8Screen(SparseStepState state)
    {
        _state = state;
        _rounded = new TensorMemory(ScalarType.Int8, state.Latents, state.Width);
        (_steps, _norms) = (new NativeBuffer<float>(state.Latents), new NativeBuffer<float>(state.Latents));
        _tokenCoins = Coins(1, state.Width);
        _latentCoins = Coins(2, state.Width);
        _factor = Int8Bounds.Factor(state.Width);
    }

    public override void Refresh(int latent)
    {
        var offset = (long)latent * _state.Width;
        (_steps.Pointer[latent], _norms.Pointer[latent]) = Round(_state.Encoder.Weight.Floats + offset, _latentCoins.Pointer, _rounded.Bytes + offset);
    }

    public override void Multiply(TokenBlock block, TokenRows inputs, Workspace work)
    {
        var rounded = work.Rounded(ScalarType.Int8);
        for (var row = 0; row < block.Count; row++)
        {
            var (step, norm) = Round(inputs.Row(block.Start + row), _tokenCoins.Pointer, rounded.Bytes + ((long)row * _state.Width));
            work.Margins[row] = (step, Int8Bounds.Reach(norm, step, _state.Width));
        }

        using var some = rounded.Tensor.narrow(0, 0, block.Count);
        using var products = work.Products(ScalarType.Int32).Tensor.narrow(0, 0, block.Count);
        using var turned = _rounded.Tensor.t();
        Int8Product.Multiply(some, turned, products);
    }

    public override int Candidates(Workspace work, int row, float floor, int* latents) => BoundScan.Candidates(Bounds(work, row), _state.Latents, floor, latents);

    public override int Maxima(Workspace work, int row, int vectors, float* maxima) => BoundScan.Maxima(Bounds(work, row), _state.Latents, vectors, maxima);

    public override int Sure(Workspace work, int row) => BoundScan.Positive(Bounds(work, row), _state.Latents);

    public override void Dispose()
    {
        _rounded.Dispose();
        foreach (var buffer in new[] { _steps, _norms, _tokenCoins, _latentCoins })
        {
            buffer.Dispose();
        }
    }

    private Int8Bounds Bounds(Workspace work, int row) => new(
        work.Products(ScalarType.Int32).Whole + ((long)row * _state.Latents), _state.EncoderBias.Weight.Floats, _steps.Pointer, _norms.Pointer, work.Margins[row], _factor);

    /// <summary>Numbers in [0, 1): a value is rounded up where its fraction and the coin together reach 1.</summary>
    private static NativeBuffer<float> Coins(int seed, int width)
    {
        var coins = new NativeBuffer<float>(width);
        var random = new Random(seed);
        for (var i = 0; i < width; i++)
        {
            coins.Pointer[i] = random.NextSingle();
        }

        return coins;
    }

    private (float Step, float Norm) Round(float* row, float* coins, sbyte* rounded)
    {
        var (largest, norm) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = 0; i < _state.Width; i += 16)
        {
            var value = Vector512.Load(row + i);
            largest = Vector512.Max(largest, Vector512.Abs(value));
            norm = Vector512.FusedMultiplyAdd(value, value, norm);
        }

        var span = 0f;
        for (var i = 0; i < 16; i++)
        {
            span = Math.Max(span, largest.GetElement(i));
        }

        var step = Math.Max(span, 1e-30f) / Int8Bounds.Largest;
        for (var i = 0; i < _state.Width; i += 16)
        {
            var whole = Vector512.ConvertToInt32(Vector512.Floor(Vector512.FusedMultiplyAdd(Vector512.Load(row + i), Vector512.Create(1 / step), Vector512.Load(coins + i))));
            var narrow = Vector512.Narrow(whole, whole).GetLower();
            Vector256.Narrow(narrow, narrow).GetLower().Store(rounded + i);
        }

        return (step, MathF.Sqrt(Vector512.Sum(norm)));
    }
}
