using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>Finds active latents in one token's float32 pre-activations.</summary>
internal static unsafe class RowScan
{
    /// <summary>Indices and values of all <c>row[j] + bias[j] &gt;= floor</c>, in order.</summary>
    public static int AtLeast(float* row, float* bias, int count, float floor, int* latents, float* values)
    {
        var (found, j) = (0, 0);
        var limit = Vector512.Create(floor);
        for (; j + 16 <= count; j += 16)
        {
            var a = Vector512.Load(row + j) + Vector512.Load(bias + j);
            var mask = Vector512.GreaterThanOrEqual(a, limit).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1)
            {
                var at = j + BitOperations.TrailingZeroCount(mask);
                latents[found] = at;
                values[found++] = row[at] + bias[at];
            }
        }

        for (; j < count; j++)
        {
            if (row[j] + bias[j] >= floor)
            {
                latents[found] = j;
                values[found++] = row[j] + bias[j];
            }
        }

        return found;
    }

    /// <summary>Largest <c>row[j] + bias[j]</c> of each of 16 lanes in each of so many stretches of vectors; returns how many there are.</summary>
    public static int Maxima(float* row, float* bias, int count, int vectors, float* maxima)
    {
        var (found, j) = (0, 0);
        while (j + 16 <= count)
        {
            var best = Vector512.Create(float.NegativeInfinity);
            for (var end = Math.Min(j + (16 * vectors), count - 15); j < end; j += 16)
            {
                best = Vector512.Max(best, Vector512.Load(row + j) + Vector512.Load(bias + j));
            }

            best.Store(maxima + found);
            found += 16;
        }

        for (; j < count; j++)
        {
            maxima[found++] = row[j] + bias[j];
        }

        return found;
    }
}
