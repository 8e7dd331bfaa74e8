using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Products and sums of rows gathered from a panel of <see cref="PanelTable"/>. Panels are <see cref="Columns"/> wide, and what is kept from row to row stays in
/// registers, or 16 wide. The order of every sum is fixed by its arguments alone.
/// </summary>
internal static unsafe class PanelKernels
{
    public const int Columns = 64;

    /// <summary><c>results[i] += row . panel[rows[i]]</c>. Done for all panels in order from results of zero, each equals <see cref="RowKernels.Dot"/> of the pair to the bit.</summary>
    public static void AddDots(float* row, float* panel, int columns, int* rows, int count, float* results)
    {
        if (columns != Columns)
        {
            AddNarrowDots(row, panel, rows, count, results);
            return;
        }

        var (a, b, c, d) = (Vector512.Load(row), Vector512.Load(row + 16), Vector512.Load(row + 32), Vector512.Load(row + 48));
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            var s = Dot(At(panel, rows[i]), a, b, c, d);
            var t = Dot(At(panel, rows[i + 1]), a, b, c, d);
            var u = Dot(At(panel, rows[i + 2]), a, b, c, d);
            var v = Dot(At(panel, rows[i + 3]), a, b, c, d);
            (Vector128.Load(results + i) + RowKernels.Sums(s, t, u, v)).Store(results + i);
        }

        for (; i < count; i++)
        {
            results[i] += RowKernels.Sum(Dot(At(panel, rows[i]), a, b, c, d));
        }
    }

    /// <summary><c>sums += sum_i weights[i] panel[rows[i]]</c>.</summary>
    public static void AddSums(float* panel, int columns, int* rows, float* weights, int count, float* sums)
    {
        if (columns != Columns)
        {
            AddNarrowSums(panel, rows, weights, count, sums);
            return;
        }

        var (a, b, c, d) = (Vector512.Load(sums), Vector512.Load(sums + 16), Vector512.Load(sums + 32), Vector512.Load(sums + 48));
        for (var i = 0; i < count; i++)
        {
            var from = At(panel, rows[i]);
            var weight = Vector512.Create(weights[i]);
            a = Vector512.FusedMultiplyAdd(Vector512.Load(from), weight, a);
            b = Vector512.FusedMultiplyAdd(Vector512.Load(from + 16), weight, b);
            c = Vector512.FusedMultiplyAdd(Vector512.Load(from + 32), weight, c);
            d = Vector512.FusedMultiplyAdd(Vector512.Load(from + 48), weight, d);
        }

        a.Store(sums);
        b.Store(sums + 16);
        c.Store(sums + 32);
        d.Store(sums + 48);
    }

    /// <summary><see cref="AddDots"/> and <see cref="AddSums"/> over the same gathered rows: fetching them is what takes the time.</summary>
    public static void AddBoth(float* row, float* panel, int columns, int* rows, float* weights, int count, float* results, float* sums)
    {
        if (columns != Columns)
        {
            AddNarrowDots(row, panel, rows, count, results);
            AddNarrowSums(panel, rows, weights, count, sums);
            return;
        }

        var (p, q, r, s) = (Vector512.Load(row), Vector512.Load(row + 16), Vector512.Load(row + 32), Vector512.Load(row + 48));
        var (a, b, c, d) = (Vector512.Load(sums), Vector512.Load(sums + 16), Vector512.Load(sums + 32), Vector512.Load(sums + 48));
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            var t = Both(At(panel, rows[i]), weights[i], p, q, r, s, ref a, ref b, ref c, ref d);
            var u = Both(At(panel, rows[i + 1]), weights[i + 1], p, q, r, s, ref a, ref b, ref c, ref d);
            var v = Both(At(panel, rows[i + 2]), weights[i + 2], p, q, r, s, ref a, ref b, ref c, ref d);
            var w = Both(At(panel, rows[i + 3]), weights[i + 3], p, q, r, s, ref a, ref b, ref c, ref d);
            (Vector128.Load(results + i) + RowKernels.Sums(t, u, v, w)).Store(results + i);
        }

        for (; i < count; i++)
        {
            results[i] += RowKernels.Sum(Both(At(panel, rows[i]), weights[i], p, q, r, s, ref a, ref b, ref c, ref d));
        }

        a.Store(sums);
        b.Store(sums + 16);
        c.Store(sums + 32);
        d.Store(sums + 48);
    }

    private static void AddNarrowDots(float* row, float* panel, int* rows, int count, float* results)
    {
        var a = Vector512.Load(row);
        for (var i = 0; i < count; i++)
        {
            results[i] += RowKernels.Sum(Vector512.Load(panel + ((long)rows[i] * RowKernels.Lanes)) * a);
        }
    }

    private static void AddNarrowSums(float* panel, int* rows, float* weights, int count, float* sums)
    {
        var a = Vector512.Load(sums);
        for (var i = 0; i < count; i++)
        {
            a = Vector512.FusedMultiplyAdd(Vector512.Load(panel + ((long)rows[i] * RowKernels.Lanes)), Vector512.Create(weights[i]), a);
        }

        a.Store(sums);
    }

    private static float* At(float* panel, int row) => panel + ((long)row * Columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Dot(float* x, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        var sum = Vector512.FusedMultiplyAdd(Vector512.Load(x + 16), b, Vector512.Load(x) * a);
        return Vector512.FusedMultiplyAdd(Vector512.Load(x + 48), d, Vector512.FusedMultiplyAdd(Vector512.Load(x + 32), c, sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Both(
        float* x, float weight, Vector512<float> p, Vector512<float> q, Vector512<float> r, Vector512<float> s, ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d)
    {
        var by = Vector512.Create(weight);
        var (t, u, v, w) = (Vector512.Load(x), Vector512.Load(x + 16), Vector512.Load(x + 32), Vector512.Load(x + 48));
        a = Vector512.FusedMultiplyAdd(t, by, a);
        b = Vector512.FusedMultiplyAdd(u, by, b);
        c = Vector512.FusedMultiplyAdd(v, by, c);
        d = Vector512.FusedMultiplyAdd(w, by, d);
        return Vector512.FusedMultiplyAdd(w, s, Vector512.FusedMultiplyAdd(v, r, Vector512.FusedMultiplyAdd(u, q, t * p)));
    }
}
