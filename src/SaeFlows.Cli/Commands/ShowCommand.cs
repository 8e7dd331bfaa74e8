using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;

namespace SaeFlows.Cli.Commands;

/// <summary><c>show RUN</c>: the A/B table of a run, finished or not.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = CommonOptions.Run();
        var database = CommonOptions.Database();
        var json = CommonOptions.Json();
        var command = new Command("show", "Show a run's A/B table.") { run, database, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = EmbeddedHost.OpenExisting(parsed.GetRequiredValue(database));
            var record = await host.FindRunAsync(parsed.GetRequiredValue(run), cancellationToken);
            var summary = await host.SummariseAsync(record.RunId, cancellationToken);
            RunTable.Write(terminal, summary, parsed.GetValue(json));
            return summary.Counts.Errored == 0 && summary.Counts.RejectedRows == 0 ? ExitCodes.Done : ExitCodes.DoneWithErrors;
        });
        return command;
    }
}
