using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace SaeFlows.Core.Reports.Plots;

/// <summary>SVG elements. Text is escaped by the XML writer; colours come from classes, so that one style serves light and dark.</summary>
internal static class Svg
{
    private static readonly XNamespace Name = "http://www.w3.org/2000/svg";

    public static XElement Of(string name, params object?[] content) => new(Name + name, content);

    public static XElement Line(double x1, double y1, double x2, double y2, string style) =>
        Of("line", At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2), Class(style));

    public static XElement Rect(double x, double y, double width, double height, string style) =>
        Of("rect", At("x", x), At("y", y), At("width", Math.Max(0, width)), At("height", height), Class(style));

    public static XElement Circle(double x, double y, double radius, string style) => Of("circle", At("cx", x), At("cy", y), At("r", radius), Class(style));

    public static XElement Path(IEnumerable<(double X, double Y)> points, string style) => Of(
        "path",
        new XAttribute("d", string.Join(' ', points.Select((point, i) => $"{(i == 0 ? 'M' : 'L')}{Number(point.X)} {Number(point.Y)}"))),
        Class(style));

    public static XElement Text(double x, double y, string text, string anchor = "start", string style = "") =>
        Of("text", At("x", x), At("y", y), new XAttribute("text-anchor", anchor), style.Length == 0 ? null : Class(style), Plain(text));

    /// <summary>A hover text, which screen readers read too.</summary>
    public static XElement Titled(this XElement element, string title)
    {
        element.Add(Of("title", Plain(title)));
        return element;
    }

    /// <summary>Data behind a mark, for readers of the document.</summary>
    public static XElement With(this XElement element, string name, string value)
    {
        element.SetAttributeValue("data-" + name, Plain(value));
        return element;
    }

    public static XElement With(this XElement element, string name, double value) => element.With(name, value.ToString("R", CultureInfo.InvariantCulture));

    public static XAttribute Class(string style) => new("class", style);

    public static XAttribute At(string name, double value) => new(name, Number(value));

    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Text without what XML cannot hold.</summary>
    public static string Plain(string text) => string.Concat(text.EnumerateRunes().Select(rune => Allowed(rune.Value) ? rune.ToString() : "\ufffd"));

    private static bool Allowed(int rune) => rune > 0xFFFF || XmlConvert.IsXmlChar((char)rune);
}
