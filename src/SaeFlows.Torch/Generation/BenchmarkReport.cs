namespace SaeFlows.Torch.Generation;

/// <summary>Speeds of one model.</summary>
/// <param name="Parameters">Size of the model.</param>
/// <param name="Threads">Threads used.</param>
/// <param name="PrefillTokensPerSecond">Prompt tokens in one row.</param>
/// <param name="DecodeTokensPerSecond">New tokens of one row.</param>
/// <param name="BatchTokensPerSecond">New tokens of all rows together.</param>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="BatchGain">Batched over single decode speed.</param>
public sealed record BenchmarkReport(
    long Parameters,
    int Threads,
    double PrefillTokensPerSecond,
    double DecodeTokensPerSecond,
    double BatchTokensPerSecond,
    int Rows,
    double BatchGain);
