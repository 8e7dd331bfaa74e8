using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Candidates from bfloat16 products. With <c>x = x~ + dx</c> and <c>w = w~ + dw</c>, <c>|x.w - x~.w~| &lt;= |dx||w| + |x~||dw|</c> (Cauchy-Schwarz), with the norms of
/// the rounding errors measured, not estimated; to it come float32 accumulation and the rounding of the product to bfloat16. So the margin follows the
/// data, token by token and latent by latent, and no latent that is active in float32 can be missed.
/// </summary>
internal static unsafe class Screen
{
    /// <summary>Rounding of the product itself, 2^-8 of it and a little more.</summary>
    private const float OutputRounding = 0.004f;

    /// <summary>Covers the float32 rounding of the norms and products that flush to zero.</summary>
    private const float Slack = 1.0005f;

    private const float Tiny = 1e-30f;

    /// <summary>Rounds a row to bfloat16 and measures it: its norm, and the norm of what rounding took away.</summary>
    public static (float Norm, float Lost) Round(float* row, int width, ushort* rounded)
    {
        var (norm, taken) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = 0; i < width; i += 16)
        {
            var value = Vector512.Load(row + i);
            var bits = value.AsUInt32();
            bits += Vector512.Create(0x7FFFu) + ((bits >>> 16) & Vector512<uint>.One);
            bits &= Vector512.Create(0xFFFF0000u);
            var lost = value - bits.AsSingle();
            norm = Vector512.FusedMultiplyAdd(value, value, norm);
            taken = Vector512.FusedMultiplyAdd(lost, lost, taken);
            var top = bits >>> 16;
            Vector512.Narrow(top, top).GetLower().Store(rounded + i);
        }

        return (MathF.Sqrt(Vector512.Sum(norm)), MathF.Sqrt(Vector512.Sum(taken)));
    }

    /// <summary>Factors of a token's margin: of a latent's norm, and of the norm of a latent's rounding error.</summary>
    public static (float OfNorm, float OfRest) Factors(float norm, float rest, int width)
    {
        var accumulation = width * 2.4e-7f;
        return (Slack * (rest + (accumulation * norm)), Slack * (norm + rest));
    }

    /// <summary>Indices of all latents whose pre-activation may be <paramref name="floor"/> or more.</summary>
    public static int Candidates(ushort* row, float* bias, float* norms, float* rests, (float OfNorm, float OfRest) factors, int count, float floor, int* latents)
    {
        var (found, j) = (0, 0);
        var limit = Vector512.Create(floor);
        for (; j + 32 <= count; j += 32)
        {
            var (low, high) = Vector512.Widen(Vector512.Load(row + j));
            var mask = Vector512.GreaterThanOrEqual(Bound(low, bias + j, norms + j, rests + j, factors, 1), limit).ExtractMostSignificantBits()
                | (Vector512.GreaterThanOrEqual(Bound(high, bias + j + 16, norms + j + 16, rests + j + 16, factors, 1), limit).ExtractMostSignificantBits() << 16);
            for (; mask != 0; mask &= mask - 1)
            {
                latents[found++] = j + BitOperations.TrailingZeroCount(mask);
            }
        }

        for (; j < count; j++)
        {
            if (Bound(row[j], bias[j], norms[j], rests[j], factors, 1) >= floor)
            {
                latents[found++] = j;
            }
        }

        return found;
    }

    /// <summary>As <see cref="RowScan.Maxima"/>, of what the pre-activations are at the least.</summary>
    public static int Maxima(ushort* row, float* bias, float* norms, float* rests, (float OfNorm, float OfRest) factors, int count, int vectors, float* maxima)
    {
        var (found, j) = (0, 0);
        while (j + 32 <= count)
        {
            var (even, odd) = (Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NegativeInfinity));
            for (var end = Math.Min(j + (32 * vectors), count - 31); j < end; j += 32)
            {
                var (low, high) = Vector512.Widen(Vector512.Load(row + j));
                even = Vector512.Max(even, Bound(low, bias + j, norms + j, rests + j, factors, -1));
                odd = Vector512.Max(odd, Bound(high, bias + j + 16, norms + j + 16, rests + j + 16, factors, -1));
            }

            even.Store(maxima + found);
            odd.Store(maxima + found + 16);
            found += 32;
        }

        for (; j < count; j++)
        {
            maxima[found++] = Bound(row[j], bias[j], norms[j], rests[j], factors, -1);
        }

        return found;
    }

    private static Vector512<float> Bound(Vector512<uint> half, float* bias, float* norms, float* rests, (float OfNorm, float OfRest) factors, float side)
    {
        var product = (half << 16).AsSingle();
        var margin = Vector512.FusedMultiplyAdd(Vector512.Load(norms), Vector512.Create(factors.OfNorm), Vector512.Create(Tiny));
        margin = Vector512.FusedMultiplyAdd(Vector512.Load(rests), Vector512.Create(factors.OfRest), margin);
        margin = Vector512.FusedMultiplyAdd(Vector512.Abs(product), Vector512.Create(OutputRounding), margin);
        return Vector512.FusedMultiplyAdd(margin, Vector512.Create(side), product + Vector512.Load(bias));
    }

    private static float Bound(ushort half, float bias, float norm, float rest, (float OfNorm, float OfRest) factors, float side)
    {
        var product = BitConverter.UInt32BitsToSingle((uint)half << 16);
        return product + bias + (side * (Tiny + (norm * factors.OfNorm) + (rest * factors.OfRest) + (OutputRounding * MathF.Abs(product))));
    }
}
