using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Sums of gathered rows, 16 columns at a time. A slab holds those columns of all rows of a table, one row a cache line, and as a whole fits in a core's
/// own cache, so that gathering from it does not wait for the cache that all cores share.
/// </summary>
internal static unsafe class SlabKernels
{
    /// <summary><c>sum_i weights[i] slab[rows[i]]</c>; four running sums, added in a fixed order.</summary>
    public static Vector512<float> Sum(float* slab, int* rows, float* weights, int count)
    {
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            a = Vector512.FusedMultiplyAdd(Vector512.Load(slab + ((long)rows[i] << 4)), Vector512.Create(weights[i]), a);
            b = Vector512.FusedMultiplyAdd(Vector512.Load(slab + ((long)rows[i + 1] << 4)), Vector512.Create(weights[i + 1]), b);
            c = Vector512.FusedMultiplyAdd(Vector512.Load(slab + ((long)rows[i + 2] << 4)), Vector512.Create(weights[i + 2]), c);
            d = Vector512.FusedMultiplyAdd(Vector512.Load(slab + ((long)rows[i + 3] << 4)), Vector512.Create(weights[i + 3]), d);
        }

        for (; i < count; i++)
        {
            a = Vector512.FusedMultiplyAdd(Vector512.Load(slab + ((long)rows[i] << 4)), Vector512.Create(weights[i]), a);
        }

        return (a + b) + (c + d);
    }

    /// <summary>Two such sums over the same rows of two slabs, each with its own weights.</summary>
    public static void Sums(float* first, float* firstWeights, float* second, float* secondWeights, int* rows, int count, float* firstSum, float* secondSum)
    {
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var i = 0;
        for (; i + 2 <= count; i += 2)
        {
            var even = (long)rows[i] << 4;
            var odd = (long)rows[i + 1] << 4;
            a = Vector512.FusedMultiplyAdd(Vector512.Load(first + even), Vector512.Create(firstWeights[i]), a);
            c = Vector512.FusedMultiplyAdd(Vector512.Load(second + even), Vector512.Create(secondWeights[i]), c);
            b = Vector512.FusedMultiplyAdd(Vector512.Load(first + odd), Vector512.Create(firstWeights[i + 1]), b);
            d = Vector512.FusedMultiplyAdd(Vector512.Load(second + odd), Vector512.Create(secondWeights[i + 1]), d);
        }

        if (i < count)
        {
            var last = (long)rows[i] << 4;
            a = Vector512.FusedMultiplyAdd(Vector512.Load(first + last), Vector512.Create(firstWeights[i]), a);
            c = Vector512.FusedMultiplyAdd(Vector512.Load(second + last), Vector512.Create(secondWeights[i]), c);
        }

        (a + b).Store(firstSum);
        (c + d).Store(secondSum);
    }
}
