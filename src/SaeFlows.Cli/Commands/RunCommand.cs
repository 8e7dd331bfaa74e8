using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;
using SaeFlows.Hosting.Runs;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.Commands;

/// <summary><c>run DATASET</c>: queue a dataset and work it to the end.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new RunOptions();
        var command = new Command("run", "Queue a dataset and work it to the end.");
        options.AddTo(command);
        var external = CommonOptions.ExternalWorker();
        var device = CommonOptions.Device();
        command.Options.Add(external);
        command.Options.Add(device);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var runtimes = new ModelRuntimePool(BuiltIn.Folders, new ModelLoadOptions { DeviceName = TorchDevice.Require(parsed.GetRequiredValue(device)) });
            var prepared = await RunPreparation.PrepareAsync(options.Read(parsed), runtimes, cancellationToken);
            string database = parsed.GetRequiredValue(options.Database);
            await using var host = EmbeddedHost.Open(database, parsed.GetValue(options.Queue), parsed.GetValue(external));
            var run = await prepared.QueueAsync(host, cancellationToken);
            return await RunWork.WorkAsync(host, runtimes, run, database, parsed.GetValue(options.Json), terminal, cancellationToken);
        });
        return command;
    }
}
