using System.Globalization;
using System.Net;
using System.Text;

namespace SaeFlows.Core.Reports.Pages;

/// <summary>A report as one HTML file that needs nothing else: no script, no font, no link to anywhere. All text is escaped.</summary>
public static class HtmlPage
{
    public static string Write(ReportDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Text(document.Title)}</title>\n<style>\n{PageStyle.Css}\n</style>\n</head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<header><h1>{Text(document.Title)}</h1><p>{Text(document.Subtitle)}</p></header>\n<nav aria-label=\"Sections\"><ul>");
        foreach (var section in document.Sections)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{section.Id}\">{Text(section.Title)}</a></li>");
        }

        html.Append("</ul></nav>\n<main>\n");
        foreach (var section in document.Sections)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-h\">\n<h2 id=\"{section.Id}-h\">{Text(section.Title)}</h2>\n");
            foreach (var block in section.Blocks)
            {
                Append(html, block);
            }

            html.Append("</section>\n");
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>Escapes for element content and quoted attributes.</summary>
    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    private static void Append(StringBuilder html, ReportBlock block)
    {
        switch (block)
        {
            case ReportText text:
                html.Append(CultureInfo.InvariantCulture, $"<p>{Text(text.Text)}</p>\n");
                break;
            case ReportHeading heading:
                html.Append(CultureInfo.InvariantCulture, $"<h3>{Text(heading.Text)}</h3>\n");
                break;
            case ReportList list:
                html.Append("<ul>").AppendJoin(string.Empty, list.Items.Select(item => $"<li>{Text(item)}</li>")).Append("</ul>\n");
                break;
            case ReportPlot plot:
                html.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{Text(plot.Title)}</figcaption>{plot.Svg}</figure>\n");
                break;
            case ReportTable table:
                AppendTable(html, table);
                break;
            case ReportCaseBlock broken:
                html.Append(HtmlCase.Write(broken.Broken));
                break;
        }
    }

    private static void AppendTable(StringBuilder html, ReportTable table)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(table.Caption)}\"><table><caption>{Text(table.Caption)}</caption><thead><tr>");
        html.AppendJoin(string.Empty, table.Columns.Select(column => $"<th scope=\"col\">{Text(column)}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Text(row[0])}</th>").AppendJoin(string.Empty, row.Skip(1).Select(cell => $"<td>{Text(cell)}</td>")).Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }
}
