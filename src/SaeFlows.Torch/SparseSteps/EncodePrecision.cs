namespace SaeFlows.Torch.SparseSteps;

/// <summary>How a sparse step finds the active latents; the values and the set that come out are float32 in both cases.</summary>
internal enum EncodePrecision
{
    /// <summary>One float32 matrix product.</summary>
    Float32,

    /// <summary>A bfloat16 product names candidates with a margin that no rounding can cross; each candidate is then computed in float32.</summary>
    BFloat16Screen,

    /// <summary>The same with an int8 product and a random margin that is crossed with a probability of 10^-15. Where the processor is slow at it, or the data are too uneven for so few steps, it is the bfloat16 screen.</summary>
    Int8Screen,
}
