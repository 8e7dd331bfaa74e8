using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>Between what numbers a token's pre-activations lie, as known from a rough product.</summary>
internal interface IBounds
{
    /// <summary>Upper bounds of 16 latents for side 1, lower ones for side -1.</summary>
    Vector512<float> Of16(int latent, float side);

    /// <summary>The same for one latent.</summary>
    float Of(int latent, float side);
}
