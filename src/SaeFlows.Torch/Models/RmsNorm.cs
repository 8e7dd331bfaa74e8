using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>Root-mean-square norm in float32 (arXiv 1910.07467); Gemma stores weights less one and multiplies before rounding back.</summary>
internal sealed class RmsNorm : IDisposable
{
    private readonly Tensor _weight;
    private readonly Tensor? _plusOne;
    private readonly double _epsilon;
    private readonly bool _gemma;

    public RmsNorm(Tensor weight, DecoderSpec spec)
    {
        _weight = weight;
        _epsilon = spec.NormEpsilon;
        _gemma = spec.NormPlusOne;
        if (_gemma && !weight.requires_grad)
        {
            using var wide = weight.to(ScalarType.Float32);
            _plusOne = (wide + 1).DetachFromDisposeScope();
        }
    }

    public Tensor Weight => _weight;

    /// <summary>What a scaled row is multiplied by: the weight, for Gemma plus one.</summary>
    public Tensor Factors => _plusOne ?? _weight;

    public Tensor Apply(Tensor x)
    {
        var wide = x.dtype == ScalarType.Float32 ? x : x.to(ScalarType.Float32);
        var scaled = wide * (wide.pow(2).mean([-1], keepdim: true) + _epsilon).rsqrt();
        if (_gemma)
        {
            return (scaled * (_plusOne ?? _weight.to(ScalarType.Float32) + 1)).to(x.dtype);
        }

        return (x.dtype == ScalarType.Float32 ? scaled : scaled.to(x.dtype)) * _weight;
    }

    public void Dispose()
    {
        _weight.Dispose();
        _plusOne?.Dispose();
    }
}
