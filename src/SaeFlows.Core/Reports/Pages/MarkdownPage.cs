using System.Globalization;
using System.Text;

namespace SaeFlows.Core.Reports.Pages;

/// <summary>A report as Markdown, with its plots as SVG files beside it. All text is escaped.</summary>
public static class MarkdownPage
{
    /// <summary>The folder of the plots, beside the Markdown file.</summary>
    public const string PlotFolder = "plots";

    public static string Write(ReportDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {Text(document.Title)}\n\n{Text(document.Subtitle)}\n");
        foreach (var section in document.Sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {Text(section.Title)}\n");
            foreach (var block in section.Blocks)
            {
                page.Append('\n').Append(Of(block)).Append('\n');
            }
        }

        return page.ToString();
    }

    /// <summary>The SVG files that the page shows: name and content.</summary>
    public static IReadOnlyList<(string File, string Content)> Plots(ReportDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return [.. document.Sections.SelectMany(section => section.Blocks).OfType<ReportPlot>().Select(plot => (plot.Name + ".svg", Standalone(plot)))];
    }

    /// <summary>Escapes what Markdown or HTML would read as markup; line ends become spaces.</summary>
    internal static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (char c in text.ReplaceLineEndings(" "))
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '!' or '~' or '$' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static string Of(ReportBlock block) => block switch
    {
        ReportText text => Text(text.Text),
        ReportHeading heading => "### " + Text(heading.Text),
        ReportList list => string.Join('\n', list.Items.Select(item => "- " + Text(item))),
        ReportPlot plot => $"![{Text(plot.Title)}]({PlotFolder}/{plot.Name}.svg)",
        ReportTable table => Table(table),
        ReportCaseBlock broken => MarkdownCase.Write(broken.Broken),
        _ => string.Empty,
    };

    private static string Table(ReportTable table)
    {
        var lines = new List<string> { Text(table.Caption), string.Empty, Row(table.Columns), Row(table.Columns.Select((_, i) => i == 0 ? ":--" : "--:"), raw: true) };
        lines.AddRange(table.Rows.Select(row => Row(row)));
        return string.Join('\n', lines);
    }

    private static string Row(IEnumerable<string> cells, bool raw = false) => $"| {string.Join(" | ", raw ? cells : cells.Select(Text))} |";

    private static string Standalone(ReportPlot plot)
    {
        int end = plot.Svg.IndexOf('>', StringComparison.Ordinal) + 1;
        return $"{plot.Svg[..end]}<style>{Reports.Plots.PlotStyle.Standalone}</style>{plot.Svg[end..]}\n";
    }
}
