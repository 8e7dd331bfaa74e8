using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Bounds from products of rows rounded to whole steps, up or down by a coin thrown beforehand (dither), so that each value's rounding error is random, of mean zero and independent
/// of the data and of the others: <c>x~.w~ - x.w = e_x.w + x~.e_w</c> is then a sum of independent terms, and exceeds <c>c sqrt(s_x^2 |w|^2 + s_w^2 |x~|^2)</c>, with s the steps, with a
/// probability of at most <c>exp(-2 c^2)</c> (Hoeffding 1963), whatever the data. The c here makes that 10^-15 for each active latent, against a worst case many times wider that
/// could happen with rounding to the nearest. For |x~| stands what it is at most, <c>|x| + s_x sqrt(d)</c>. The products themselves are exact.
/// </summary>
/// <param name="products">A token's products, in steps.</param>
/// <param name="bias">Of the encoder.</param>
/// <param name="steps">Steps of the encoder's rows.</param>
/// <param name="norms">Their norms.</param>
/// <param name="token">The token's step, and <see cref="Reach"/>.</param>
/// <param name="c"><see cref="Factor"/>.</param>
internal readonly unsafe struct Int8Bounds(int* products, float* bias, float* steps, float* norms, (float Step, float Reach) token, float c) : IBounds
{
    /// <summary>Steps from zero to a row's largest value: one less than an int8 holds, for what is rounded up.</summary>
    public const float Largest = 126;

    private const float Tiny = 1e-30f;

    /// <summary>c, with what the float32 rounding of rows, norms and dot products may add for rows of so many values.</summary>
    public static float Factor(int width) => (float)(Math.Sqrt(Math.Log(1e15) / 2) + 0.01 + (6e-8 * ((width / 64.0) + 48) * Math.Sqrt(width) * Largest));

    /// <summary>The norm that a token's rounded row has at most.</summary>
    public static float Reach(float norm, float step, int width) => norm + (step * MathF.Sqrt(width));

    public Vector512<float> Of16(int latent, float side)
    {
        var step = Vector512.Load(steps + latent);
        var product = Vector512.ConvertToSingle(Vector512.Load(products + latent));
        var first = Vector512.Load(norms + latent) * token.Step;
        var second = step * token.Reach;
        var margin = Vector512.Sqrt(Vector512.FusedMultiplyAdd(first, first, second * second));
        var value = Vector512.FusedMultiplyAdd(product, step * token.Step, Vector512.Load(bias + latent));
        return Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(margin, Vector512.Create(c), Vector512.Create(Tiny)), Vector512.Create(side), value);
    }

    public float Of(int latent, float side)
    {
        var (first, second) = (norms[latent] * token.Step, steps[latent] * token.Reach);
        var margin = MathF.Sqrt((first * first) + (second * second));
        return (products[latent] * steps[latent] * token.Step) + bias[latent] + (side * ((margin * c) + Tiny));
    }
}
