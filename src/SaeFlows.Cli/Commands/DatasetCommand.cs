using System.CommandLine;
using SaeFlows.Cli.Output;
using SaeFlows.Core.Datasets;

namespace SaeFlows.Cli.Commands;

/// <summary><c>dataset check FILE</c>: what is in a dataset file, and which rows would be rejected.</summary>
internal static class DatasetCommand
{
    private const int RejectedShown = 20;

    public static Command Create(Terminal terminal) => new("dataset", "Look at dataset files.") { CreateCheck(terminal) };

    private static Command CreateCheck(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The dataset file." };
        var format = new Option<string?>("--format")
        {
            Description = "Its format, where it cannot be told: " + string.Join(", ", DatasetCatalog.Formats.Select(known => known.Name)) + ".",
            HelpName = "NAME",
        };
        var mapping = new Option<string?>("--mapping") { Description = "A JSON file that maps columns to question, answer, id.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var command = new Command("check", "Say a dataset's format, rows, rejected rows with reasons, and hash.") { file, format, mapping, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var columns = parsed.GetValue(mapping) is { } path ? DatasetMapping.Load(path) : null;
            var dataset = await DatasetCatalog.OpenAsync(parsed.GetRequiredValue(file), parsed.GetValue(format), columns, cancellationToken);
            var check = await dataset.CheckAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.Json(check);
            }
            else
            {
                Write(terminal, check);
            }

            check.RequireQuestions();
            return check.RejectedCount == 0 ? ExitCodes.Done : ExitCodes.DoneWithErrors;
        });
        return command;
    }

    private static void Write(Terminal terminal, DatasetCheck check)
    {
        terminal.Line($"format {check.Format}, {check.Rows} rows, {check.Valid} questions, {check.RejectedCount} rejected, SHA-256 {check.Sha256}");
        foreach (var row in check.Rejected.Take(RejectedShown))
        {
            terminal.Line($"row {row.Row}: {row.Reason}");
        }

        if (check.RejectedCount > RejectedShown)
        {
            terminal.Line($"... and {check.RejectedCount - RejectedShown} more; --json lists them");
        }

        foreach (var question in check.Sample)
        {
            terminal.Line($"{question.Id}: {question.Text} -> {question.Answer}");
        }
    }
}
