using SaeFlows.Cli.DomainMaking;
using Spectre.Console;
using static SaeFlows.Cli.Output.Figures;

namespace SaeFlows.Cli.Output;

/// <summary>What <c>domain make</c> made, for people or as JSON.</summary>
internal static class DomainTable
{
    public static void Write(Terminal terminal, DomainReport report, bool json)
    {
        if (json)
        {
            terminal.Json(report);
            return;
        }

        terminal.Line($"domain {report.Domain}, layer {report.Layer}: {report.Labelled} of {report.Latents} latents labelled from {string.Join(", ", report.Texts.Select(t => $"{t.Value} texts of {t.Key}"))}");
        var table = new Table().Border(TableBorder.Simple).AddColumns("detector", "threshold", "AUC, other domains", "flagged, expected", "flagged, other");
        foreach (var detector in report.Detectors)
        {
            table.AddRow(detector.Detector, Number(detector.Threshold, "0.00000"), Share(detector.Auc), Share(detector.FlaggedExpected), Share(detector.FlaggedOther));
        }

        terminal.Out.Write(table);
        terminal.Say($"Use it with: saeflows run DATA --model M --sae {Path.Combine(report.Folder, "sae")} --domain {Path.Combine(report.Folder, "domain")}");
    }
}
