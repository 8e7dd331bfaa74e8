using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;
using SaeFlows.Hosting.Runs;
using SaeFlows.Orchestrations.Retries;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.Commands;

/// <summary><c>retry RUN</c>: run again only what failed; the first attempt is kept.</summary>
internal static class RetryCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = CommonOptions.Run();
        var errored = new Option<bool>("--errored") { Description = "Run errored questions again (the default where nothing is chosen)." };
        var unverified = new Option<bool>("--unverified") { Description = "Run questions again whose rewrites were not verified." };
        var from = new Option<string>("--from")
        {
            Description = "The first step that runs again; earlier ones are reused.",
            DefaultValueFactory = _ => "answer",
        };
        from.AcceptOnlyFromAmong([.. RetrySteps.Names]);
        var database = CommonOptions.Database();
        var queue = CommonOptions.Queue();
        var external = CommonOptions.ExternalWorker();
        var device = CommonOptions.Device();
        var json = CommonOptions.Json();
        var command = new Command("retry", "Run again what failed in a finished run; the first attempt is kept.") { run, errored, unverified, from, database, queue, external, device, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string file = parsed.GetRequiredValue(database);
            await using var host = EmbeddedHost.OpenExisting(file, parsed.GetValue(queue), parsed.GetValue(external));
            var record = await host.FindRunAsync(parsed.GetRequiredValue(run), cancellationToken);
            using var runtimes = new ModelRuntimePool(BuiltIn.Folders, new ModelLoadOptions { DeviceName = TorchDevice.Require(parsed.GetRequiredValue(device)) });
            await RunPreparation.CheckUnchangedAsync(record, runtimes);
            bool alsoUnverified = parsed.GetValue(unverified);
            var input = new RetryInput(record.RunId, parsed.GetValue(errored) || !alsoUnverified, alsoUnverified, RetrySteps.Activity(parsed.GetRequiredValue(from)));
            var reopened = await RunScheduling.ReopenAsync(host.Runs, host.Ledger, record, input, cancellationToken);
            return await RunWork.WorkAsync(host, runtimes, reopened, file, parsed.GetValue(json), terminal, cancellationToken);
        });
        return command;
    }
}
