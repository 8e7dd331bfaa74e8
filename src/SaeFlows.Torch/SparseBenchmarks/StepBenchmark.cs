using SaeFlows.Torch.Native;
using SaeFlows.Torch.SparseSteps;
using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseBenchmarks;

/// <summary>
/// Training steps side by side: sparse, eager, a peer's. Inputs are normal, weights random unit rows, and the encoder's bias lets 3 % of the latents
/// fire; the rate is small enough to leave it so.
/// </summary>
internal static class StepBenchmark
{
    private const float ActiveAbove = 1.88f;
    private static readonly StepRates Rates = new(1e-7, 0.1);

    public static StepBenchmarkReport Run(StepBenchmarkOptions options, Action<string> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        TorchLibrary.EnsureLoaded();
        set_num_threads(options.Threads);
        var timings = new List<StepTiming>();
        var products = new List<ProductSpeed>();
        foreach (var size in options.InputSizes)
        {
            using var scope = NewDisposeScope();
            using var peers = new PeerSet(options, size);
            var contestants = Contestants(options, size, peers).ToList();
            try
            {
                for (var round = 0; round <= options.Rounds; round++)
                {
                    progress($"d_in {size}, round {round} of {options.Rounds}");
                    foreach (var contestant in contestants)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        contestant.Run(round > 0);
                    }
                }

                timings.AddRange(contestants.Where(c => !c.Name.StartsWith("product", StringComparison.Ordinal)).Select(c => Time(c, contestants, size, options.Batch)));
                products.Add(Speed(contestants, size, options));
            }
            finally
            {
                contestants.ForEach(c => c.Dispose());
            }
        }

        var quality = options.QualitySteps > 0 ? QualityComparison.Run(options, progress, cancellationToken) : [];
        return new StepBenchmarkReport(options.Latents, options.Batch, options.Threads, timings, products, quality);
    }

    private static IEnumerable<Contestant> Contestants(StepBenchmarkOptions options, int size, PeerSet peers)
    {
        var batch = randn(options.Batch, size);
        foreach (var unit in new[] { false, true })
        {
            var suffix = unit ? ", unit decoder" : string.Empty;
            var peer = peers.Name(unit);
            yield return Sparse($"sparse, float32{suffix}", SparseKind.Relu, EncodePrecision.Float32, unit, peer);
            yield return Sparse($"sparse, bfloat16 screen{suffix}", SparseKind.Relu, EncodePrecision.BFloat16Screen, unit, peer);
            yield return Sparse($"sparse, int8 screen{suffix}", SparseKind.Relu, EncodePrecision.Int8Screen, unit, peer);
            yield return Eager($"TorchSharp eager{suffix}", unit, peer);
            if (peer is not null)
            {
                yield return new Contestant(peer, null, () => (null, peers.Step(unit)));
            }
        }

        yield return Sparse($"sparse top-{options.K}, float32, unit decoder", SparseKind.TopK, EncodePrecision.Float32, true, peers.Name(true));
        yield return Sparse($"sparse top-{options.K}, int8 screen, unit decoder", SparseKind.TopK, EncodePrecision.Int8Screen, true, peers.Name(true));
        yield return Sparse($"sparse batch-top-{options.K}, int8 screen, unit decoder", SparseKind.BatchTopK, EncodePrecision.Int8Screen, true, peers.Name(true));
        yield return Product("product, float32", batch, ScalarType.Float32);
        yield return Product("product, bfloat16", batch, ScalarType.BFloat16);
        if (Int8Product.IsAvailable)
        {
            yield return Product("product, int8", batch, ScalarType.Int8);
        }

        SparseStepOptions Settings(SparseKind kind, EncodePrecision encode, bool unit) =>
            new() { Kind = kind, K = options.K, Encode = encode, NormaliseDecoder = unit, ProjectGradient = unit, Threads = options.Threads };

        Contestant Sparse(string name, SparseKind kind, EncodePrecision encode, bool unit, string? rival)
        {
            var state = State(size, options.Latents);
            var step = new SparseStep(state, Settings(kind, encode, unit));
            return new Contestant(name, rival, () => (step.Step(batch, Rates).L0 / options.Latents, null), step, state);
        }

        Contestant Eager(string name, bool unit, string? rival)
        {
            using var state = State(size, options.Latents);
            var step = new DenseStep(state, Settings(SparseKind.Relu, EncodePrecision.Float32, unit));
            return new Contestant(name, rival, () => (step.Step(batch, Rates).L0 / options.Latents, null), step);
        }

        Contestant Product(string name, Tensor inputs, ScalarType type)
        {
            using var state = State(size, options.Latents);
            var (x, w) = (inputs.to(type), state.Encoder.Weight.Tensor.to(type, copy: true).t());
            var result = empty([options.Batch, options.Latents], dtype: type == ScalarType.Int8 ? ScalarType.Int32 : type);
            return new Contestant(name, null, () =>
            {
                if (type == ScalarType.Int8)
                {
                    Int8Product.Multiply(x, w, result);
                }
                else
                {
                    result.addmm_(x, w, 0, 1);
                }

                return (null, null);
            });
        }
    }

    /// <summary>Random unit rows, the encoder as their transpose.</summary>
    private static SparseStepState State(int size, int latents)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var state = new SparseStepState(size, latents);
        var rows = nn.functional.normalize(randn([latents, size], generator: generator), dim: 1);
        var views = state.Views();
        views["W_dec"].copy_(rows);
        views["W_enc"].copy_(rows.t());
        views["b_enc"].fill_(-ActiveAbove);
        return state;
    }

    private static StepTiming Time(Contestant contestant, IReadOnlyList<Contestant> all, int size, int batch)
    {
        var rival = all.FirstOrDefault(c => c.Name == contestant.Rival);
        var best = contestant.Seconds.Min();
        return new StepTiming(
            contestant.Name, size, batch / best, 1000 * best, 1000 * Median(contestant.Seconds), 1000 * contestant.Processor.Min(), contestant.ActiveShare,
            rival is null ? null : Median([.. rival.Seconds.Zip(contestant.Seconds, (theirs, ours) => theirs / ours)]),
            rival is null ? null : rival.Processor.Min() / contestant.Processor.Min());
    }

    private static ProductSpeed Speed(List<Contestant> contestants, int size, StepBenchmarkOptions options)
    {
        var work = 2e-9 * options.Batch * size * options.Latents;
        double? Of(string name) => work / contestants.SingleOrDefault(c => c.Name == name)?.Seconds.Min();
        var full = Of("product, float32")!.Value;
        return new ProductSpeed(size, full, Of("product, bfloat16")!.Value, Of("product, int8"), options.Batch / (5 * work / full));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
