namespace SaeFlows.Torch.SparseBenchmarks;

/// <summary>The machine's matrix product <c>[n, d_in] x [d_in, d_sae]</c> by libtorch, in 10^9 operations a second, best of the rounds.</summary>
/// <param name="InputSize">Width of the activations.</param>
/// <param name="Float32">In float32.</param>
/// <param name="BFloat16">In bfloat16.</param>
/// <param name="Int8">In int8; null where the processor is slow at it.</param>
/// <param name="DenseTokensPerSecond">What a step of five such products would reach in float32 if nothing else took time.</param>
internal sealed record ProductSpeed(int InputSize, double Float32, double BFloat16, double? Int8, double DenseTokensPerSecond);
