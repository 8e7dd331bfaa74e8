using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Arithmetic on rows of <c>width</c> floats, a multiple of <see cref="Lanes"/> (callers pad with zeros). The order of every sum is fixed by its
/// arguments alone, so results do not depend on threads.
/// </summary>
internal static unsafe partial class RowKernels
{
    public const int Lanes = 16;

    /// <summary>The width that rows of so many values take, padded.</summary>
    public static int Padded(int width) => (width + Lanes - 1) / Lanes * Lanes;

    public static float Dot(float* a, float* b, int width)
    {
        var sum = Vector512<float>.Zero;
        for (var i = 0; i < width; i += Lanes)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), sum);
        }

        return Vector512.Sum(sum);
    }

    /// <summary>Products of one row with rows of a table; each equals <see cref="Dot"/> of the pair to the bit.</summary>
    public static void Dots(float* x, float* table, int width, int* rows, int count, float* results)
    {
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            var a = table + ((long)rows[i] * width);
            var b = table + ((long)rows[i + 1] * width);
            var c = table + ((long)rows[i + 2] * width);
            var d = table + ((long)rows[i + 3] * width);
            var next = Math.Min(i + 4, count - 4);
            var e = table + ((long)rows[next] * width);
            var f = table + ((long)rows[next + 1] * width);
            var g = table + ((long)rows[next + 2] * width);
            var h = table + ((long)rows[next + 3] * width);
            var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (var k = 0; k < width; k += Lanes)
            {
                Fetch(e + k, f + k, g + k, h + k);
                var v = Vector512.Load(x + k);
                s0 = Vector512.FusedMultiplyAdd(Vector512.Load(a + k), v, s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.Load(b + k), v, s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.Load(c + k), v, s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.Load(d + k), v, s3);
            }

            (results[i], results[i + 1], results[i + 2], results[i + 3]) = (Vector512.Sum(s0), Vector512.Sum(s1), Vector512.Sum(s2), Vector512.Sum(s3));
        }

        for (; i < count; i++)
        {
            results[i] = Dot(table + ((long)rows[i] * width), x, width);
        }
    }

    private static void Fetch(float* a, float* b, float* c, float* d)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(a);
            Sse.Prefetch0(b);
            Sse.Prefetch0(c);
            Sse.Prefetch0(d);
        }
    }
}
