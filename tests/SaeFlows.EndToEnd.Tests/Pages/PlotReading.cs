using System.Text.Json;
using Microsoft.Playwright;

namespace SaeFlows.EndToEnd.Tests.Pages;

/// <summary>A plot as it stands on the screen: pixels of its marks, turned into values by its own axes.</summary>
internal sealed class PlotReading
{
    private const string Script = """
        plot => {
          const box = e => { const b = e.getBoundingClientRect(); return { left: b.left, right: b.right, top: b.top, bottom: b.bottom }; };
          const all = (css, more) => [...plot.querySelectorAll(css)].map(e => ({ row: e.dataset.row ?? '', part: e.dataset.part ?? '', ...box(e), ...more(e) }));
          const none = () => ({});
          return {
            ticksX: all('.tick-x', e => ({ value: Number(e.dataset.value) })),
            ticksY: all('.tick-y', e => ({ value: Number(e.dataset.value) })),
            bars: all('.bar', none), intervals: all('line.interval', none), dots: all('.dot', none),
            paths: all('path.line', e => {
              const m = e.getScreenCTM();
              return { points: e.getAttribute('d').split(/(?=[ML])/).map(p => p.trim().slice(1).split(' ').map(Number))
                .map(([x, y]) => [x * m.a + m.e, y * m.d + m.f]) };
            }),
          };
        }
        """;

    private readonly JsonElement _marks;

    private PlotReading(JsonElement marks) => _marks = marks;

    public static async Task<PlotReading> OfAsync(IPage page, string name) => new(await page.Locator("#plot-" + name).EvaluateAsync<JsonElement>(Script));

    /// <summary>Left and right end of the bars of a part, by row, in the axis' unit.</summary>
    public IReadOnlyDictionary<string, (double Low, double High)> Bars(string part) => Ends("bars", part);

    public IReadOnlyDictionary<string, (double Low, double High)> Intervals(string part) => Ends("intervals", part);

    /// <summary>Middles of the dots.</summary>
    public IReadOnlyDictionary<string, double> Dots(string part) => Ends("dots", part).ToDictionary(dot => dot.Key, dot => (dot.Value.Low + dot.Value.High) / 2);

    /// <summary>A line's points, in the axes' units.</summary>
    public IReadOnlyList<(double X, double Y)> Line(string row) =>
    [
        .. Marks("paths").First(path => path.GetProperty("row").GetString() == row).GetProperty("points").EnumerateArray()
            .Select(point => (ValueAt("ticksX", "left", point[0].GetDouble()), ValueAt("ticksY", "top", point[1].GetDouble()))),
    ];

    private Dictionary<string, (double Low, double High)> Ends(string marks, string part) => Marks(marks)
        .Where(mark => mark.GetProperty("part").GetString() == part)
        .ToDictionary(
            mark => mark.GetProperty("row").GetString()!,
            mark => (ValueAt("ticksX", "left", mark.GetProperty("left").GetDouble()), ValueAt("ticksX", "left", mark.GetProperty("right").GetDouble())));

    /// <summary>The axis read as a person would: between the first and the last tick that are drawn.</summary>
    private double ValueAt(string ticks, string edge, double pixel)
    {
        var all = Marks(ticks);
        var (first, last) = (all[0], all[^1]);
        double from = first.GetProperty(edge).GetDouble();
        double span = last.GetProperty(edge).GetDouble() - from;
        double low = first.GetProperty("value").GetDouble();
        return low + ((pixel - from) / span * (last.GetProperty("value").GetDouble() - low));
    }

    private List<JsonElement> Marks(string name) => [.. _marks.GetProperty(name).EnumerateArray()];
}
