using System.Globalization;
using static SaeFlows.Core.Reports.Pages.MarkdownPage;

namespace SaeFlows.Core.Reports.Pages;

/// <summary>A broken answer as Markdown.</summary>
internal static class MarkdownCase
{
    public static string Write(BrokenAnswer broken)
    {
        string refused = broken.Rejections > 0 ? $"; {broken.Rejections} refused before" : string.Empty;
        var lines = new List<string>
        {
            $"- **{Text(broken.QuestionId)}** ({Text(string.Join(", ", broken.Arms))})",
            $"  - prompt before: {Text(broken.Original)}",
            $"  - prompt after: {Text(broken.Rewrite)}",
            $"  - reference: {Text(broken.Reference)}; before: {Text(broken.AnswerBefore ?? ReportNumbers.Unknown)}; after: {Text(broken.AnswerAfter ?? ReportNumbers.Unknown)}",
            $"  - verdict: {Text(broken.Verdict)}{refused}",
        };
        foreach (var suspect in broken.Suspects)
        {
            string read = suspect.ReadAs.Length == 0 ? string.Empty : $", read as {Text(suspect.ReadAs)}";
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  - token {Text(suspect.Text)}, score {suspect.Score:0.000}{read}"));
            lines.AddRange(suspect.Latents.Select(latent => string.Create(
                CultureInfo.InvariantCulture, $"    - latent {latent.Latent}: {Text(latent.Label)}, activation {latent.Activation:0.00}, label quality {latent.Quality:0.00}")));
        }

        return string.Join('\n', lines);
    }
}
