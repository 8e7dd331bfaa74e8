using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Arithmetic on rows of <c>width</c> floats, a multiple of <see cref="Lanes"/> (callers pad with zeros). The order of every sum is fixed by its
/// arguments alone, so results do not depend on threads.
/// </summary>
internal static unsafe partial class RowKernels
{
    public const int Lanes = 16;

    /// <summary>Columns taken at once in products of gathered rows: this many of a block of tokens stay in a core's own cache.</summary>
    public const int Chunk = 512;

    /// <summary>The width that rows of so many values take, padded.</summary>
    public static int Padded(int width) => (width + Lanes - 1) / Lanes * Lanes;

    public static float Dot(float* a, float* b, int width)
    {
        float total = 0;
        for (var from = 0; from < width; from += Chunk)
        {
            total += Part(a + from, b + from, Math.Min(Chunk, width - from));
        }

        return total;
    }

    /// <summary>
    /// Adds the products of one row with rows of a table, over some columns: done for all chunks in order from results of zero, each equals <see cref="Dot"/>
    /// of the pair to the bit.
    /// </summary>
    public static void AddDots(float* row, float* table, int stride, int* rows, int count, int columns, float* results)
    {
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            var a = table + ((long)rows[i] * stride);
            var b = table + ((long)rows[i + 1] * stride);
            var c = table + ((long)rows[i + 2] * stride);
            var d = table + ((long)rows[i + 3] * stride);
            var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (var k = 0; k < columns; k += Lanes)
            {
                var v = Vector512.Load(row + k);
                s0 = Vector512.FusedMultiplyAdd(Vector512.Load(a + k), v, s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.Load(b + k), v, s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.Load(c + k), v, s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.Load(d + k), v, s3);
            }

            results[i] += Sum(s0);
            results[i + 1] += Sum(s1);
            results[i + 2] += Sum(s2);
            results[i + 3] += Sum(s3);
        }

        for (; i < count; i++)
        {
            results[i] += Part(table + ((long)rows[i] * stride), row, columns);
        }
    }

    /// <summary><c>y += scale x</c>.</summary>
    public static void AddScaled(float* y, float* x, float scale, int width)
    {
        var factor = Vector512.Create(scale);
        for (var i = 0; i < width; i += Lanes)
        {
            Vector512.FusedMultiplyAdd(Vector512.Load(x + i), factor, Vector512.Load(y + i)).Store(y + i);
        }
    }

    public static void Scale(float* x, float factor, int width)
    {
        var by = Vector512.Create(factor);
        for (var i = 0; i < width; i += Lanes)
        {
            (Vector512.Load(x + i) * by).Store(x + i);
        }
    }

    private static float Part(float* a, float* b, int columns)
    {
        var sum = Vector512<float>.Zero;
        for (var i = 0; i < columns; i += Lanes)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), sum);
        }

        return Sum(sum);
    }

    /// <summary>By halves; the library's own sum is many times slower than the product before it.</summary>
    private static float Sum(Vector512<float> values)
    {
        var half = values.GetLower() + values.GetUpper();
        var quarter = half.GetLower() + half.GetUpper();
        quarter += Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
        return quarter.ToScalar() + quarter.GetElement(1);
    }
}
