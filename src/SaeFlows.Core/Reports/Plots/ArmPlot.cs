namespace SaeFlows.Core.Reports.Plots;

/// <summary>Rows with a name on the left, marks along a common scale, and figures on the right.</summary>
internal sealed class ArmPlot
{
    private const double Left = 170;
    private const double Right = 600;
    private const double Width = 800;
    private const double Top = 16;
    private const double RowHeight = 30;

    private readonly Canvas _canvas;

    public ArmPlot(string name, string title, string description, int rows, double low, double high, string axis)
    {
        double bottom = Top + (rows * RowHeight);
        _canvas = new Canvas(name, title, description, Width, bottom + 64);
        Scale = new LinearScale(low, high, Left, Right);
        Bottom = bottom;
        _canvas.AxisX(Scale, Top, bottom, axis);
    }

    public LinearScale Scale { get; }

    public double Bottom { get; }

    /// <summary>The middle of a row.</summary>
    public static double Y(int row) => Top + (row * RowHeight) + (RowHeight / 2);

    public void Name(int row, string name) => _canvas.Add(Svg.Text(Left - 10, Y(row) + 4, name.Length > 22 ? name[..21] + "…" : name, "end").Titled(name));

    public void Figure(int row, string text) => _canvas.Add(Svg.Text(Right + 12, Y(row) + 4, text, "start", "figure"));

    public void Bar(int row, string arm, string part, double from, double to, string style) => _canvas.Add(
        Svg.Rect(Scale.At(from), Y(row) - 9, Scale.At(to) - Scale.At(from), 18, "bar " + style).With("row", arm).With("part", part).With("value", to - from));

    public void Interval(int row, string arm, string part, IReadOnlyList<double>? interval, double shift = 0)
    {
        if (interval is null)
        {
            return;
        }

        var (low, high, y) = (Scale.At(interval[0]), Scale.At(interval[1]), Y(row) + shift);
        _canvas.Add(
            Svg.Line(low, y, high, y, "interval").With("row", arm).With("part", part).With("low", interval[0]).With("high", interval[1]),
            Svg.Line(low, y - 4, low, y + 4, "interval-end"),
            Svg.Line(high, y - 4, high, y + 4, "interval-end"));
    }

    public void Dot(int row, string arm, string part, double? value, string style, double shift = 0)
    {
        if (value is { } at)
        {
            _canvas.Add(Svg.Circle(Scale.At(at), Y(row) + shift, 5, "dot " + style).With("row", arm).With("part", part).With("value", at));
        }
    }

    public void Mark(double value, string style) => _canvas.Add(Svg.Line(Scale.At(value), Top, Scale.At(value), Bottom, style));

    /// <summary>What colours and shapes mean, under the axis.</summary>
    public void Legend(params (string Text, string Style)[] entries)
    {
        double x = Left;
        foreach (var (text, style) in entries)
        {
            _canvas.Add(Svg.Rect(x, Bottom + 46, 12, 12, style), Svg.Text(x + 17, Bottom + 56, text, "start", "legend"));
            x += 34 + (text.Length * 7.2);
        }
    }

    public ReportPlot Build() => _canvas.Build();
}
