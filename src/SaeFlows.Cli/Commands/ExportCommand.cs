using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Ledgers;
using SaeFlows.Cli.Output;

namespace SaeFlows.Cli.Commands;

/// <summary><c>export RUN DIR</c>: a self-contained bundle.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = CommonOptions.Run();
        var folder = new Argument<string>("DIR") { Description = "A folder that does not exist yet." };
        var database = CommonOptions.Database();
        var command = new Command("export", "Write a run with its questions, outcomes and ledger into a folder that verifies by itself.") { run, folder, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = EmbeddedHost.OpenExisting(parsed.GetRequiredValue(database));
            var record = await host.FindRunAsync(parsed.GetRequiredValue(run), cancellationToken);
            string path = await BundleWriter.WriteAsync(host, record, parsed.GetRequiredValue(folder), cancellationToken);
            terminal.Say($"Run {record.RunId} is in {path}. Check it anywhere with: saeflows verify-ledger {path}");
            return ExitCodes.Done;
        });
        return command;
    }
}
