using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SaeFlows.Torch.SparseSteps;

internal static unsafe partial class RowKernels
{
    /// <summary>Rows ahead of the present one whose cache lines are asked for.</summary>
    private const int Ahead = 3;

    /// <summary>The weighted sum of rows of a table: <c>result = sum_i weights[i] table[rows[i]]</c>, in the order given.</summary>
    public static void WeightedSum(float* table, int width, int* rows, float* weights, int count, float* result)
    {
        var column = 0;
        for (; column + (8 * Lanes) <= width; column += 8 * Lanes)
        {
            SumEight(table + column, width, rows, weights, count, result + column);
        }

        for (; column < width; column += Lanes)
        {
            var sum = Vector512<float>.Zero;
            for (var i = 0; i < count; i++)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(table + ((long)rows[i] * width) + column), Vector512.Create(weights[i]), sum);
            }

            sum.Store(result + column);
        }
    }

    private static void SumEight(float* table, int width, int* rows, float* weights, int count, float* result)
    {
        var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (s4, s5, s6, s7) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = 0; i < count; i++)
        {
            var row = table + ((long)rows[i] * width);
            if (Sse.IsSupported)
            {
                FetchEight(table + ((long)rows[Math.Min(i + Ahead, count - 1)] * width));
            }

            var weight = Vector512.Create(weights[i]);
            s0 = Vector512.FusedMultiplyAdd(Vector512.Load(row), weight, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Load(row + Lanes), weight, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Load(row + (2 * Lanes)), weight, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Load(row + (3 * Lanes)), weight, s3);
            s4 = Vector512.FusedMultiplyAdd(Vector512.Load(row + (4 * Lanes)), weight, s4);
            s5 = Vector512.FusedMultiplyAdd(Vector512.Load(row + (5 * Lanes)), weight, s5);
            s6 = Vector512.FusedMultiplyAdd(Vector512.Load(row + (6 * Lanes)), weight, s6);
            s7 = Vector512.FusedMultiplyAdd(Vector512.Load(row + (7 * Lanes)), weight, s7);
        }

        s0.Store(result);
        s1.Store(result + Lanes);
        s2.Store(result + (2 * Lanes));
        s3.Store(result + (3 * Lanes));
        s4.Store(result + (4 * Lanes));
        s5.Store(result + (5 * Lanes));
        s6.Store(result + (6 * Lanes));
        s7.Store(result + (7 * Lanes));
    }

    private static void FetchEight(float* row)
    {
        Sse.Prefetch0(row);
        Sse.Prefetch0(row + Lanes);
        Sse.Prefetch0(row + (2 * Lanes));
        Sse.Prefetch0(row + (3 * Lanes));
        Sse.Prefetch0(row + (4 * Lanes));
        Sse.Prefetch0(row + (5 * Lanes));
        Sse.Prefetch0(row + (6 * Lanes));
        Sse.Prefetch0(row + (7 * Lanes));
    }
}
