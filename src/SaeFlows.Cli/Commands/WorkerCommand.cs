using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;
using SaeFlows.Core.Models;
using SaeFlows.Hosting.Runs;
using SaeFlows.Hosting.Workers;
using SaeFlows.Sqlite.Artifacts;
using SaeFlows.Sqlite.Queue;
using SaeFlows.Sqlite.Storage;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.Commands;

/// <summary><c>worker</c>: only the model worker, as a process of its own.</summary>
internal static class WorkerCommand
{
    private static readonly TimeSpan ReceiveWait = TimeSpan.FromSeconds(5);

    public static Command Create(Terminal terminal)
    {
        var database = CommonOptions.Database();
        var queue = CommonOptions.Queue();
        var device = CommonOptions.Device();
        var batch = new Option<int>("--batch") { Description = "Jobs in one forward pass, and so the worker's credit.", DefaultValueFactory = _ => EmbeddedHost.ModelBatch, HelpName = "N" };
        var health = new Option<int?>("--health-port") { Description = "Answer GET /health on this port of 127.0.0.1.", HelpName = "PORT" };
        var command = new Command("worker", "Take model jobs from the queue and answer them, until stopped; finishes the batch at hand.") { database, queue, device, batch, health };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var runtimes = new ModelRuntimePool(BuiltIn.Folders, new ModelLoadOptions { DeviceName = TorchDevice.Require(parsed.GetRequiredValue(device)) });
            await using var store = SqliteDatabase.Open(parsed.GetRequiredValue(database));
            await using var queues = ModelQueues.Open(store, parsed.GetValue(queue));
            var worker = new ModelWorker(
                queues.Jobs,
                queues.Results,
                runtimes,
                new SqliteModelResultCache(store),
                new ModelWorkerOptions { MaxBatch = parsed.GetValue(batch), ReceiveWait = ReceiveWait },
                evidence: new EvidenceClaimCheck(new FolderArtifactStore(EmbeddedHost.ArtifactFolder(store.Path))));
            using var endpoint = parsed.GetValue(health) is { } port ? HealthEndpoint.Start(port, () => worker.Status) : null;
            terminal.Say($"Model worker ready on {queues.Jobs.Name}; stop it with Ctrl-C.");
            await worker.RunAsync(cancellationToken);
            terminal.Say("Model worker drained.");
            return ExitCodes.Done;
        });
        return command;
    }
}
