namespace SaeFlows.Torch.SparseBenchmarks;

/// <summary>One contestant's figures.</summary>
/// <param name="Name">Who.</param>
/// <param name="InputSize">Width of the activations.</param>
/// <param name="TokensPerSecond">From the best round.</param>
/// <param name="BestMilliseconds">A step in the best round.</param>
/// <param name="MedianMilliseconds">A step in the median round.</param>
/// <param name="ProcessorMilliseconds">Processor time of a step, all threads together, in the round with the least: what other load on the machine distorts least.</param>
/// <param name="ActiveShare">Active latents per token over latents, as far as told.</param>
/// <param name="Speedup">Median over rounds of the peer's time (of the same kind of step) over this one's in the same round; null without a peer.</param>
/// <param name="ProcessorSpeedup">The peer's processor time over this one's.</param>
internal sealed record StepTiming(
    string Name,
    int InputSize,
    double TokensPerSecond,
    double BestMilliseconds,
    double MedianMilliseconds,
    double ProcessorMilliseconds,
    double? ActiveShare,
    double? Speedup,
    double? ProcessorSpeedup);
