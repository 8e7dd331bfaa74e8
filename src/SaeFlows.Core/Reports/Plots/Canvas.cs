using System.Globalization;
using System.Xml.Linq;

namespace SaeFlows.Core.Reports.Plots;

/// <summary>The frame of every plot: name, description, size and axes.</summary>
internal sealed class Canvas(string name, string title, string description, double width, double height)
{
    private readonly List<XElement> _marks = [];

    public void Add(params XElement[] marks) => _marks.AddRange(marks);

    /// <summary>Ticks along the bottom, with grid lines up to <paramref name="top"/>.</summary>
    public void AxisX(LinearScale scale, double top, double bottom, string label)
    {
        foreach (double tick in scale.Ticks())
        {
            double x = scale.At(tick);
            Add(Svg.Line(x, top, x, bottom, "grid tick-x").With("value", tick), Svg.Text(x, bottom + 16, Text(tick), "middle", "tick"));
        }

        Add(Svg.Text((scale.From + scale.To) / 2, bottom + 34, label, "middle", "label"));
    }

    /// <summary>Ticks up the left side, with grid lines over to <paramref name="right"/>.</summary>
    public void AxisY(LinearScale scale, double left, double right, string label)
    {
        foreach (double tick in scale.Ticks())
        {
            double y = scale.At(tick);
            Add(Svg.Line(left, y, right, y, "grid tick-y").With("value", tick), Svg.Text(left - 8, y + 4, Text(tick), "end", "tick"));
        }

        Add(Svg.Text(left, scale.To - 10, label, "start", "label"));
    }

    public ReportPlot Build()
    {
        var svg = Svg.Of(
            "svg",
            Svg.Class("plot"),
            new XAttribute("id", "plot-" + name),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", $"{name}-title {name}-desc"),
            new XAttribute("viewBox", $"0 0 {Svg.Number(width)} {Svg.Number(height)}"),
            Svg.At("width", width),
            Svg.At("height", height),
            Svg.Of("title", new XAttribute("id", name + "-title"), Svg.Plain(title)),
            Svg.Of("desc", new XAttribute("id", name + "-desc"), Svg.Plain(description)),
            _marks);
        return new ReportPlot(name, title, svg.ToString(SaveOptions.DisableFormatting));
    }

    private static string Text(double tick) => tick.ToString("0.####", CultureInfo.InvariantCulture);
}
