using System.CommandLine;
using System.Globalization;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;
using Spectre.Console;

namespace SaeFlows.Cli.Commands;

/// <summary><c>runs</c>: all runs of a database, newest first.</summary>
internal static class RunsCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = CommonOptions.Database();
        var json = CommonOptions.Json();
        var command = new Command("runs", "List the runs of a database, newest first.") { database, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = EmbeddedHost.OpenExisting(parsed.GetRequiredValue(database));
            var runs = await host.Runs.ListAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.Json(new
                {
                    runs = runs.Select(run => new { run = run.RunId, dataset = run.Settings.Dataset, status = run.Status, questions = run.Total, createdAt = run.CreatedAt }),
                });
                return ExitCodes.Done;
            }

            var table = new Table().Border(TableBorder.Simple).AddColumns("run", "dataset", "status", "questions", "queued (UTC)");
            foreach (var run in runs)
            {
                table.AddRow(
                    Markup.Escape(run.RunId),
                    Markup.Escape(run.Settings.Dataset),
                    run.Status.ToString(),
                    run.Total.ToString(CultureInfo.InvariantCulture),
                    run.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            }

            terminal.Out.Write(table);
            return ExitCodes.Done;
        });
        return command;
    }
}
