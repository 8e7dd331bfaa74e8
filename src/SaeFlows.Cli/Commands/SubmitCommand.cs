using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;
using SaeFlows.Hosting.Runs;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.Commands;

/// <summary><c>submit DATASET</c>: queue only; <c>resume</c> works it.</summary>
internal static class SubmitCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new RunOptions();
        var command = new Command("submit", "Queue a dataset without working it; 'resume' does that.");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var runtimes = new ModelRuntimePool(BuiltIn.Folders);
            var prepared = await RunPreparation.PrepareAsync(options.Read(parsed), runtimes, cancellationToken);
            await using var host = EmbeddedHost.Open(parsed.GetRequiredValue(options.Database), parsed.GetValue(options.Queue));
            var run = await prepared.QueueAsync(host, cancellationToken);
            if (parsed.GetValue(options.Json))
            {
                terminal.Json(new { run = run.RunId, status = run.Status, questions = run.Total, rejectedRows = run.Rejected });
            }
            else
            {
                terminal.Line(run.RunId);
                terminal.Say($"{run.Total} questions queued. Work them with: saeflows resume {run.RunId} --db {parsed.GetRequiredValue(options.Database)}");
            }

            return run.Rejected == 0 ? ExitCodes.Done : ExitCodes.DoneWithErrors;
        });
        return command;
    }
}
