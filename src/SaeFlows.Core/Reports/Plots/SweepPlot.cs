namespace SaeFlows.Core.Reports.Plots;

/// <summary>What each threshold of one detector would give.</summary>
internal static class SweepPlot
{
    private const double Left = 60;
    private const double Right = 560;
    private const double Top = 34;
    private const double Bottom = 290;

    private static readonly (string Name, Func<SweepPoint, double?> Of)[] Lines =
    [
        ("accuracy", point => point.Accuracy),
        ("precision", point => point.Precision),
        ("recall", point => point.Recall),
        ("false positives", point => point.FalsePositiveRate),
        ("flagged", point => point.FlaggedShare),
    ];

    public static ReportPlot Draw(string name, ThresholdSweep sweep)
    {
        var (low, high) = (sweep.Points.Min(point => point.Threshold), sweep.Points.Max(point => point.Threshold));
        var x = new LinearScale(low, high > low ? high : low + 1, Left, Right);
        var y = new LinearScale(0, 1, Bottom, Top);
        var canvas = new Canvas(name, $"Thresholds of {sweep.Detector}", "One line a figure over all thresholds; the vertical line is the threshold of the run.", 800, Bottom + 56);
        canvas.AxisX(x, Top, Bottom, "threshold");
        canvas.AxisY(y, Left, Right, "share");
        if (sweep.Used is { } used)
        {
            canvas.Add(Svg.Line(x.At(used), Top, x.At(used), Bottom, "used").With("value", used), Svg.Text(x.At(used) + 4, Top + 10, "used", "start", "tick"));
        }

        for (int i = 0; i < Lines.Length; i++)
        {
            var (line, of) = Lines[i];
            var points = sweep.Points.Where(point => of(point) is not null).Select(point => (x.At(point.Threshold), y.At(of(point)!.Value))).ToList();
            if (points.Count > 0)
            {
                double at = Top + 16 + (i * 24);
                canvas.Add(
                    Svg.Path(points, $"line s{i}").With("row", line),
                    Svg.Line(Right + 20, at, Right + 56, at, $"line s{i} key"),
                    Svg.Text(Right + 64, at + 4, line, "start", "legend"));
            }
        }

        return canvas.Build();
    }
}
