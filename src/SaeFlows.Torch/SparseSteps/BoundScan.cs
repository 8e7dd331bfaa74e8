using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>Goes through one token's bounds.</summary>
internal static unsafe class BoundScan
{
    /// <summary>Indices of all latents whose upper bound is <paramref name="floor"/> or more, in order.</summary>
    public static int Candidates<T>(in T bounds, int count, float floor, int* latents)
        where T : struct, IBounds
    {
        var (found, j) = (0, 0);
        var limit = Vector512.Create(floor);
        for (; j + 16 <= count; j += 16)
        {
            var mask = Vector512.GreaterThanOrEqual(bounds.Of16(j, 1), limit).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1)
            {
                latents[found++] = j + BitOperations.TrailingZeroCount(mask);
            }
        }

        for (; j < count; j++)
        {
            if (bounds.Of(j, 1) >= floor)
            {
                latents[found++] = j;
            }
        }

        return found;
    }

    /// <summary>As <see cref="RowScan.Maxima"/>, of the lower bounds.</summary>
    public static int Maxima<T>(in T bounds, int count, int vectors, float* maxima)
        where T : struct, IBounds
    {
        var (found, j) = (0, 0);
        while (j + 16 <= count)
        {
            var best = Vector512.Create(float.NegativeInfinity);
            for (var end = Math.Min(j + (16 * vectors), count - 15); j < end; j += 16)
            {
                best = Vector512.Max(best, bounds.Of16(j, -1));
            }

            best.Store(maxima + found);
            found += 16;
        }

        for (; j < count; j++)
        {
            maxima[found++] = bounds.Of(j, -1);
        }

        return found;
    }

    /// <summary>How many lower bounds are positive.</summary>
    public static int Positive<T>(in T bounds, int count)
        where T : struct, IBounds
    {
        var (found, j) = (0, 0);
        for (; j + 16 <= count; j += 16)
        {
            found += BitOperations.PopCount(Vector512.GreaterThan(bounds.Of16(j, -1), Vector512<float>.Zero).ExtractMostSignificantBits());
        }

        for (; j < count; j++)
        {
            found += bounds.Of(j, -1) > 0 ? 1 : 0;
        }

        return found;
    }
}
