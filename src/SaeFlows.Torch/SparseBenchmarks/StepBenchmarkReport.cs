namespace SaeFlows.Torch.SparseBenchmarks;

/// <summary>What <see cref="StepBenchmark"/> measured.</summary>
/// <param name="Latents">Latents of every contestant.</param>
/// <param name="Batch">Tokens a step.</param>
/// <param name="Threads">Threads of every contestant.</param>
/// <param name="Timings">Contestants, all sizes.</param>
/// <param name="Products">Speed of the encoder's product alone, by size.</param>
/// <param name="Quality">Both steps on the same stream.</param>
internal sealed record StepBenchmarkReport(
    int Latents, int Batch, int Threads, IReadOnlyList<StepTiming> Timings, IReadOnlyList<ProductSpeed> Products, IReadOnlyList<QualityPoint> Quality);
