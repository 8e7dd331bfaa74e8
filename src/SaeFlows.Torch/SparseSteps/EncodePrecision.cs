namespace SaeFlows.Torch.SparseSteps;

/// <summary>How a sparse step finds the active latents; the values and the set that come out are float32 in both cases.</summary>
internal enum EncodePrecision
{
    /// <summary>One float32 matrix product.</summary>
    Float32,

    /// <summary>A bfloat16 product names candidates with a margin that no rounding can cross; each candidate is then computed in float32.</summary>
    BFloat16Screen,
}
