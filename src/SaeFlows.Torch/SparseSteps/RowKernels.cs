using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Arithmetic on rows of <c>width</c> floats, a multiple of <see cref="Lanes"/> (callers pad with zeros). The order of every sum is fixed by its
/// arguments alone, so results do not depend on threads.
/// </summary>
internal static unsafe class RowKernels
{
    public const int Lanes = 16;

    /// <summary>How many rows before its use a row that is not in the nearest caches should be asked for.</summary>
    public const int Ahead = 3;

    /// <summary>The width that rows of so many values take, padded.</summary>
    public static int Padded(int width) => (width + Lanes - 1) / Lanes * Lanes;

    /// <summary>Product of two rows, summed as <see cref="PanelKernels.AddDots"/> does it panel by panel.</summary>
    public static float Dot(float* a, float* b, int width)
    {
        float total = 0;
        for (var from = 0; from < width;)
        {
            var columns = width - from < PanelKernels.Columns ? Lanes : PanelKernels.Columns;
            var sum = Vector512<float>.Zero;
            for (var i = from; i < from + columns; i += Lanes)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), sum);
            }

            total += Sum(sum);
            from += columns;
        }

        return total;
    }

    /// <summary>Asks for some values; harmless beyond the end of the memory.</summary>
    public static void Prefetch(float* values, int count)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        for (var i = 0; i < count; i += Lanes)
        {
            Sse.Prefetch0(values + i);
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

    /// <summary>By halves; the library's own sum is many times slower than the product before it.</summary>
    public static float Sum(Vector512<float> values)
    {
        var quarter = Quarter(values);
        quarter += Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
        return quarter.ToScalar() + quarter.GetElement(1);
    }

    /// <summary>Four such sums, each to the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        if (!Sse.IsSupported)
        {
            return Vector128.Create(Sum(a), Sum(b), Sum(c), Sum(d));
        }

        var (first, second) = (Pair(Quarter(a), Quarter(b)), Pair(Quarter(c), Quarter(d)));
        return Sse.Shuffle(first, second, 0b10_00_10_00) + Sse.Shuffle(first, second, 0b11_01_11_01);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quarter(Vector512<float> values)
    {
        var half = values.GetLower() + values.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pair(Vector128<float> a, Vector128<float> b) => Sse.MoveLowToHigh(a, b) + Sse.MoveHighToLow(b, a);
}
