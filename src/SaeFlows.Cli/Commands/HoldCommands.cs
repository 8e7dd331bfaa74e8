using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Core;
using SaeFlows.Core.Runs;

namespace SaeFlows.Cli.Commands;

/// <summary><c>pause RUN</c> and <c>cancel RUN</c>; a process that works the run obeys within about a second.</summary>
internal static class HoldCommands
{
    public static Command CreatePause() => Create(
        "pause",
        "Hold a run: nothing new is begun until 'resume RUN'.",
        RunStatus.Paused,
        (host, run, token) => host.Engine.SuspendAsync(run, "paused by the user", token));

    public static Command CreateCancel() => Create(
        "cancel",
        "End a run; what is finished stays readable.",
        RunStatus.Cancelled,
        (host, run, token) => host.Engine.TerminateAsync(run, "cancelled by the user", token));

    private static Command Create(string name, string description, RunStatus status, Func<EmbeddedHost, string, CancellationToken, Task> act)
    {
        var run = CommonOptions.Run();
        var database = CommonOptions.Database();
        var command = new Command(name, description) { run, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = EmbeddedHost.OpenExisting(parsed.GetRequiredValue(database));
            var record = await host.FindRunAsync(parsed.GetRequiredValue(run), cancellationToken);
            if (record.Status is RunStatus.Completed or RunStatus.Cancelled)
            {
                throw new UserInputException($"Run {record.RunId} has ended already ({record.Status}): there is nothing to {name}.");
            }

            await act(host, await host.ScheduleAsync(record, cancellationToken), cancellationToken);
            await host.Runs.SetStatusAsync(record.RunId, status, cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }
}
