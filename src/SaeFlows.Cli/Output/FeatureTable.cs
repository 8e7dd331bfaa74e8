using SaeFlows.Cli.Features;
using Spectre.Console;
using static SaeFlows.Cli.Output.Figures;

namespace SaeFlows.Cli.Output;

/// <summary>Labels and their scores, for people or as JSON.</summary>
internal static class FeatureTable
{
    public static void WriteScores(Terminal terminal, LabelScores scores, bool json)
    {
        if (json)
        {
            terminal.Json(scores);
            return;
        }

        terminal.Line($"{scores.Labelled} labels, {scores.Scored} scored: detection {Share(scores.Detection)}, fuzzing {Share(scores.Fuzzing)} (balanced accuracy; 0.500 says nothing)");
        var table = new Table().Border(TableBorder.Simple).AddColumns("label names", "scored", "detection", "fuzzing");
        foreach (var domain in scores.Labels.GroupBy(score => score.Domain).OrderBy(domain => domain.Key, StringComparer.Ordinal))
        {
            table.AddRow(Markup.Escape(domain.Key), Count(domain.Count()), Share(domain.Average(score => score.Detection)), Share(domain.Average(score => score.Fuzzing)));
        }

        terminal.Out.Write(table);
    }

    public static void WriteLatent(Terminal terminal, LatentView view, bool json)
    {
        if (json)
        {
            terminal.Json(view);
            return;
        }

        terminal.Line(view.Label is { } label
            ? $"latent {view.Latent}: {label.Label}; quality {Share(label.Quality)}, fires on {Number(label.Density * 100, "0.00")} % of tokens"
            : $"latent {view.Latent}: no label, it never fired on labelling text");
        if (view.Score is { } score)
        {
            terminal.Line($"label scores on {score.Firing} firing and {score.Silent} silent texts: detection {Share(score.Detection)}, fuzzing {Share(score.Fuzzing)}");
        }

        foreach (var context in view.Contexts)
        {
            terminal.Line($"{Number(context.Activation, "0.00"),8}  {context.Domain,-6} {context.Text}");
        }
    }
}
