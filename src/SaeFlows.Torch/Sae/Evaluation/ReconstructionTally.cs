using SaeFlows.Core.Training;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Evaluation;

/// <summary>Adds up over any number of tokens what <see cref="SaeEvaluation"/> says of reconstructions and latents; sums are float64.</summary>
internal sealed class ReconstructionTally : IDisposable
{
    private const double DenseAbove = 0.1;
    private static readonly double[] Bounds = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1];
    private readonly ISparseAutoencoder _sae;
    private readonly Tensor _sum;
    private readonly Tensor _fired;
    private double _squares;
    private double _error;
    private double _latents;
    private double _cosine;

    public ReconstructionTally(ISparseAutoencoder sae)
    {
        _sae = sae;
        _sum = zeros(sae.InputSize, dtype: ScalarType.Float64, device: sae.Weights["b_dec"].device).DetachFromDisposeScope();
        _fired = zeros(sae.Latents, dtype: ScalarType.Int64, device: sae.Weights["b_dec"].device).DetachFromDisposeScope();
    }

    public long Tokens { get; private set; }

    /// <summary>Adds inputs [tokens, input] and returns their reconstructions, which belong to the surrounding dispose scope.</summary>
    public Tensor Add(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        var latents = _sae.Encode(inputs);
        var rebuilt = _sae.Decode(latents);
        Tokens += inputs.shape[0];
        _sum.add_(inputs.sum(0, type: ScalarType.Float64));
        _fired.add_(latents.gt(0).sum(0, type: ScalarType.Int64));
        _squares += Sum(inputs.square());
        _error += Sum((rebuilt - inputs).square());
        _latents += Sum(latents);
        _cosine += Sum(nn.functional.cosine_similarity(inputs, rebuilt, 1, 1e-12));
        return rebuilt.MoveToOuterDisposeScope();
    }

    /// <summary>log10 of each latent's density, never fired as -10 (SAELens' <c>sparsity</c>); float32 [latents].</summary>
    public Tensor LogDensity() => (_fired.cpu().to(ScalarType.Float64) / Math.Max(1, Tokens) + 1e-10).log10().to(ScalarType.Float32).DetachFromDisposeScope();

    /// <summary>The evaluation but for what the model's losses tell.</summary>
    public SaeEvaluation Result(string kind, int layer)
    {
        var tokens = Math.Max(1, Tokens);
        var mean = _sum.cpu().data<double>().Sum(s => s / tokens * s);
        var fired = _fired.cpu().data<long>().ToArray();
        var histogram = new long[Bounds.Length + 2];
        foreach (var count in fired)
        {
            histogram[count == 0 ? 0 : 1 + Bounds.Count(bound => (double)count / tokens >= bound)]++;
        }

        var l0 = fired.Sum(f => (double)f) / tokens;
        return new SaeEvaluation
        {
            Kind = kind,
            DIn = _sae.InputSize,
            Latents = _sae.Latents,
            Layer = layer,
            Fvu = _error / (_squares - mean),
            L0 = l0,
            L0Share = l0 / _sae.Latents,
            L1 = _latents / tokens,
            Cosine = _cosine / tokens,
            DeadShare = fired.Count(f => f == 0) / (double)_sae.Latents,
            DenseShare = fired.Count(f => f > DenseAbove * tokens) / (double)_sae.Latents,
            DensityHistogram = histogram,
            CeClean = double.NaN,
            CeSpliced = double.NaN,
            CeAblated = double.NaN,
            CeRecovered = double.NaN,
            Tokens = Tokens,
        };
    }

    public void Dispose()
    {
        _sum.Dispose();
        _fired.Dispose();
    }

    private static double Sum(Tensor values) => values.sum(ScalarType.Float64).item<double>();
}
