using SaeFlows.Torch.SparseSteps;
using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseBenchmarks;

/// <summary>
/// Both steps from the same weights on the same stream: sums of a few of 256 random unit vectors of width 64, with 512 latents. The early steps,
/// where about half of the latents fire, are part of it.
/// </summary>
internal static class QualityComparison
{
    private const int Width = 64;
    private const int Latents = 512;
    private const int Truths = 256;
    private const int Tokens = 1024;

    public static List<QualityPoint> Run(StepBenchmarkOptions options, Action<string> progress, CancellationToken cancellationToken)
    {
        var points = new List<QualityPoint>();
        foreach (var kind in Enum.GetValues<SparseKind>())
        {
            progress($"quality, {kind}");
            var settings = new SparseStepOptions { Kind = kind, K = 8, Threads = options.Threads };
            using var scope = NewDisposeScope();
            using var generator = new Generator(11);
            using var state = new SparseStepState(Width, Latents);
            Set(state, generator);
            using var dense = new DenseStep(state, settings);
            using var sparse = new SparseStep(state, settings);
            var truth = nn.functional.normalize(randn([Truths, Width], generator: generator), dim: 1);
            for (var step = 1; step <= options.QualitySteps; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var inner = NewDisposeScope();
                var on = rand([Tokens, Truths], generator: generator).lt(5.0 / Truths).to(ScalarType.Float32);
                var batch = (on * (0.5 + rand([Tokens, Truths], generator: generator))).matmul(truth);
                var rates = new StepRates(3e-3, kind == SparseKind.Relu ? 0.2 * Math.Min(1, step / 100.0) : 0);
                var (reference, fast) = (dense.Step(batch, rates), sparse.Step(batch, rates));
                if (step == 1 || step == options.QualitySteps || step % Math.Max(1, options.QualitySteps / 6) == 0)
                {
                    points.Add(new QualityPoint(kind.ToString(), (long)step * Tokens, fast.Fvu, reference.Fvu, fast.L0, reference.L0, fast.Dense));
                }
            }
        }

        return points;
    }

    private static void Set(SparseStepState state, Generator generator)
    {
        var rows = nn.functional.normalize(randn([Latents, Width], generator: generator), dim: 1);
        var views = state.Views();
        views["W_dec"].copy_(rows);
        views["W_enc"].copy_(rows.t());
    }
}
