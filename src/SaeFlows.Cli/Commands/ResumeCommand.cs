using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;
using SaeFlows.Core;
using SaeFlows.Core.Runs;
using SaeFlows.Hosting.Runs;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.Commands;

/// <summary><c>resume [RUN]</c>: go on after a stop, a crash or a pause; without RUN, with every run that is not finished.</summary>
internal static class ResumeCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string?>("RUN") { Description = "Id of a run, or 'last'; every unfinished run where it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var database = CommonOptions.Database();
        var queue = CommonOptions.Queue();
        var external = CommonOptions.ExternalWorker();
        var device = CommonOptions.Device();
        var json = CommonOptions.Json();
        var command = new Command("resume", "Go on with a run after a stop, a crash or a pause.") { run, database, queue, external, device, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string file = parsed.GetRequiredValue(database);
            await using var host = EmbeddedHost.OpenExisting(file, parsed.GetValue(queue), parsed.GetValue(external));
            using var runtimes = new ModelRuntimePool(BuiltIn.Folders, new ModelLoadOptions { DeviceName = TorchDevice.Require(parsed.GetRequiredValue(device)) });
            int exitCode = ExitCodes.Done;
            foreach (var record in await ChooseAsync(host, parsed.GetValue(run), cancellationToken))
            {
                await RunPreparation.CheckUnchangedAsync(record, runtimes);
                exitCode = Math.Max(
                    exitCode, await RunWork.WorkAsync(host, runtimes, record, file, parsed.GetValue(json), terminal, cancellationToken));
            }

            return exitCode;
        });
        return command;
    }

    private static async Task<IReadOnlyList<RunRecord>> ChooseAsync(EmbeddedHost host, string? name, CancellationToken cancellationToken)
    {
        if (name is not null)
        {
            var run = await host.FindRunAsync(name, cancellationToken);
            return run.Status != RunStatus.Cancelled
                ? [run]
                : throw new UserInputException($"Run {run.RunId} was cancelled: queue its dataset again, or see what it did with 'saeflows show {run.RunId}'.");
        }

        var unfinished = (await host.Runs.ListAsync(cancellationToken))
            .Where(run => run.Status is RunStatus.Queued or RunStatus.Running)
            .OrderBy(run => run.CreatedAt)
            .ToList();
        return unfinished.Count > 0 ? unfinished : throw new UserInputException($"Database '{host.Path}' holds no unfinished run: nothing to resume.");
    }
}
