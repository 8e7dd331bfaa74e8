using System.Globalization;
using System.Text;
using static SaeFlows.Core.Reports.Pages.HtmlPage;

namespace SaeFlows.Core.Reports.Pages;

/// <summary>A broken answer as HTML.</summary>
internal static class HtmlCase
{
    public static string Write(BrokenAnswer broken)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<details class=\"case\"><summary>{Text(broken.QuestionId)} <span class=\"soft\">({Text(string.Join(", ", broken.Arms))})</span></summary><dl>\n");
        Pair(html, "Prompt before", $"<pre>{Text(broken.Original)}</pre>");
        Pair(html, "Prompt after", $"<pre>{Text(broken.Rewrite)}</pre>");
        Pair(html, "Reference", $"<pre>{Text(broken.Reference)}</pre>");
        Pair(html, "Answer before, right", $"<pre>{Text(broken.AnswerBefore ?? ReportNumbers.Unknown)}</pre>");
        Pair(html, "Answer after, wrong", $"<pre>{Text(broken.AnswerAfter ?? ReportNumbers.Unknown)}</pre>");
        Pair(html, "Verdict", Text(broken.Verdict) + (broken.Rejections > 0 ? $"; {broken.Rejections} refused before" : string.Empty));
        foreach (var suspect in broken.Suspects)
        {
            string read = suspect.ReadAs.Length == 0 ? string.Empty : $", read as {Text(suspect.ReadAs)}";
            var latents = suspect.Latents.Select(latent => string.Create(
                CultureInfo.InvariantCulture, $"<li>latent {latent.Latent}: <q>{Text(latent.Label)}</q>, activation {latent.Activation:0.00}, label quality {latent.Quality:0.00}</li>"));
            string list = suspect.Latents.Count == 0 ? string.Empty : $"<ul>{string.Concat(latents)}</ul>";
            Pair(html, "Token", string.Create(CultureInfo.InvariantCulture, $"<code>{Text(suspect.Text)}</code>, score {suspect.Score:0.000}{read}{list}"));
        }

        return html.Append("</dl></details>\n").ToString();
    }

    private static void Pair(StringBuilder html, string term, string value) => html.Append(CultureInfo.InvariantCulture, $"<dt>{term}</dt><dd>{value}</dd>\n");
}
