using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Bounds from bfloat16 products. With <c>x = x~ + dx</c> and <c>w = w~ + dw</c>, <c>|x.w - x~.w~| &lt;= |dx||w| + |x~||dw|</c> (Cauchy-Schwarz), with the norms of
/// the rounding errors measured, not estimated; to it come float32 accumulation and the rounding of the product to bfloat16. So the margin follows the
/// data, token by token and latent by latent, and no latent that is active in float32 can be missed.
/// </summary>
/// <param name="products">A token's products.</param>
/// <param name="bias">Of the encoder.</param>
/// <param name="norms">Of the encoder's rows.</param>
/// <param name="rests">Norms of what rounding took from the rows.</param>
/// <param name="factors">The token's <see cref="Factors"/>.</param>
internal readonly unsafe struct BFloat16Bounds(ushort* products, float* bias, float* norms, float* rests, (float OfNorm, float OfRest) factors) : IBounds
{
    /// <summary>Rounding of the product itself, 2^-8 of it and a little more.</summary>
    private const float OutputRounding = 0.004f;

    /// <summary>Covers the float32 rounding of the norms and products that flush to zero.</summary>
    private const float Slack = 1.0005f;

    private const float Tiny = 1e-30f;

    /// <summary>Factors of a token's margin: of a latent's norm, and of the norm of a latent's rounding error.</summary>
    public static (float OfNorm, float OfRest) Factors(float norm, float rest, int width)
    {
        var accumulation = width * 2.4e-7f;
        return (Slack * (rest + (accumulation * norm)), Slack * (norm + rest));
    }

    public Vector512<float> Of16(int latent, float side)
    {
        var product = (Vector512.WidenLower(Vector256.Load(products + latent).ToVector512Unsafe()) << 16).AsSingle();
        var margin = Vector512.FusedMultiplyAdd(Vector512.Load(norms + latent), Vector512.Create(factors.OfNorm), Vector512.Create(Tiny));
        margin = Vector512.FusedMultiplyAdd(Vector512.Load(rests + latent), Vector512.Create(factors.OfRest), margin);
        margin = Vector512.FusedMultiplyAdd(Vector512.Abs(product), Vector512.Create(OutputRounding), margin);
        return Vector512.FusedMultiplyAdd(margin, Vector512.Create(side), product + Vector512.Load(bias + latent));
    }

    public float Of(int latent, float side)
    {
        var product = BitConverter.UInt32BitsToSingle((uint)products[latent] << 16);
        return product + bias[latent] + (side * (Tiny + (norms[latent] * factors.OfNorm) + (rests[latent] * factors.OfRest) + (OutputRounding * MathF.Abs(product))));
    }
}
