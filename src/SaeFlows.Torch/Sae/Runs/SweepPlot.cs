using System.Globalization;
using System.Text;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>A line plot in SVG with a logarithmic upright axis from 0.0001 to 1, for shares.</summary>
internal static class SweepPlot
{
    private const int Width = 640;
    private const int Height = 400;
    private const int Left = 70;
    private const int Right = 150;
    private const int Top = 20;
    private const int Bottom = 50;
    private const double Lowest = 1e-4;
    private static readonly string[] Colours = ["#1b6ca8", "#c8553d", "#588b3a", "#7b4ea3"];

    /// <param name="across">Name of the level axis.</param>
    /// <param name="places">Values along it.</param>
    /// <param name="lines">Name and values of each line; values under the lowest are drawn on it.</param>
    public static string Draw(string across, IReadOnlyList<double> places, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> lines)
    {
        var svg = new StringBuilder();
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" font-family="sans-serif" font-size="12">""");
        Add(svg, $"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        for (double share = Lowest; share <= 1.001; share *= 10)
        {
            Add(svg, $"""<line x1="{Left}" x2="{Width - Right}" y1="{Up(share):F1}" y2="{Up(share):F1}" stroke="#ddd"/><text x="{Left - 8}" y="{Up(share) + 4:F1}" text-anchor="end">{share:0.####}</text>""");
        }

        var (least, most) = (places.Min(), places.Max());
        double Along(double place) => Left + ((most > least ? (place - least) / (most - least) : 0.5) * (Width - Left - Right));
        foreach (double place in places)
        {
            Add(svg, $"""<text x="{Along(place):F1}" y="{Height - Bottom + 18}" text-anchor="middle">{place:0.###}</text>""");
        }

        Add(svg, $"""<text x="{(Left + Width - Right) / 2}" y="{Height - 12}" text-anchor="middle">{across}</text>""");
        for (int i = 0; i < lines.Count; i++)
        {
            var (name, values) = lines[i];
            string colour = Colours[i % Colours.Length];
            string points = string.Join(' ', places.Zip(values).Select(p => string.Create(CultureInfo.InvariantCulture, $"{Along(p.First):F1},{Up(p.Second):F1}")));
            Add(svg, $"""<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>""");
            foreach (var (place, value) in places.Zip(values))
            {
                Add(svg, $"""<circle cx="{Along(place):F1}" cy="{Up(value):F1}" r="3" fill="{colour}"><title>{name}: {value:G4}</title></circle>""");
            }

            Add(svg, $"""<text x="{Width - Right + 12}" y="{Top + 14 + (i * 18)}" fill="{colour}">{name}</text>""");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static double Up(double share)
    {
        double bounded = double.IsFinite(share) ? Math.Clamp(share, Lowest, 1) : 1;
        return Top + ((1 - ((Math.Log10(bounded) - Math.Log10(Lowest)) / -Math.Log10(Lowest))) * (Height - Top - Bottom));
    }

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
