using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// A table of rows stored panel by panel: 64 columns of all rows, then the next 64; what is left over in panels of 16. A stretch of <see cref="RowsAtOnce"/> rows of a
/// panel fits in a core's own cache, so that gathering from it does not wait for the cache that all cores share, and a row in it is long enough to pay for the index that leads to it.
/// </summary>
internal sealed unsafe class PanelTable(int rows, int width) : IDisposable
{
    /// <summary>Rows of a panel from which to gather before going on to the next ones: half a megabyte.</summary>
    public const int RowsAtOnce = 2048;

    private readonly NativeBuffer<float> _values = new((long)rows * width);

    public int Count => Panels(width);

    /// <summary>Panels of rows of so many values.</summary>
    public static int Panels(int width) => (width / PanelKernels.Columns) + (width % PanelKernels.Columns / RowKernels.Lanes);

    /// <summary>First column of a panel.</summary>
    public int Column(int panel)
    {
        var full = width / PanelKernels.Columns;
        return panel < full ? panel * PanelKernels.Columns : (full * PanelKernels.Columns) + ((panel - full) * RowKernels.Lanes);
    }

    /// <summary>Columns of a panel; also the values from one of its rows to the next.</summary>
    public int Columns(int panel) => panel < width / PanelKernels.Columns ? PanelKernels.Columns : RowKernels.Lanes;

    /// <summary>Where a panel begins.</summary>
    public float* Panel(int panel) => _values.Pointer + ((long)Column(panel) * rows);

    /// <summary>Fetches the rows that are gathered from next, in order, which is many times faster than when the gathering comes upon them one by one.</summary>
    public void Fetch(int panel, int from, int to) =>
        RowKernels.Prefetch(Panel(panel) + ((long)from * Columns(panel)), (Math.Min(to, rows) - from) * Columns(panel));

    /// <summary>Takes over one row.</summary>
    public void Put(int row, float* values)
    {
        for (var panel = 0; panel < Count; panel++)
        {
            var columns = Columns(panel);
            var from = values + Column(panel);
            var to = Panel(panel) + ((long)row * columns);
            for (var i = 0; i < columns; i += RowKernels.Lanes)
            {
                Vector512.Load(from + i).Store(to + i);
            }
        }
    }

    public void Dispose() => _values.Dispose();
}
