using System.Diagnostics;
using SaeFlows.Cli.Commands;
using SaeFlows.Cli.Output;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.Hosting;

/// <summary>Works one run to its end, or to the point where the user stops it, and prints its figures.</summary>
internal static class RunWork
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    public static async Task<int> WorkAsync(
        EmbeddedHost host, ModelRuntimePool runtimes, RunRecord run, string database, bool json, Terminal terminal, CancellationToken cancellationToken)
    {
        bool interrupted = false;
        if (run.Status is not (RunStatus.Completed or RunStatus.Cancelled))
        {
            string instanceId = await SetOffAsync(host, runtimes, run, cancellationToken);
            interrupted = await WatchAsync(host, run, instanceId, terminal, cancellationToken);
        }

        var summary = await host.SummariseAsync(run.RunId, CancellationToken.None);
        RunTable.Write(terminal, summary, json);
        if (interrupted)
        {
            terminal.Say($"Run {run.RunId} stopped before its end. Go on with: saeflows resume {run.RunId} --db {database}");
            return ExitCodes.Interrupted;
        }

        terminal.Say($"Run {run.RunId} in {database}. Its questions: saeflows history {run.RunId} QUESTION --db {database}");
        return summary.Counts.Errored == 0 && summary.Counts.RejectedRows == 0 ? ExitCodes.Done : ExitCodes.DoneWithErrors;
    }

    private static async Task<string> SetOffAsync(EmbeddedHost host, ModelRuntimePool runtimes, RunRecord run, CancellationToken cancellationToken)
    {
        await host.StartAsync(runtimes, cancellationToken);
        string instanceId = await host.ScheduleAsync(run, cancellationToken);
        if (run.Status == RunStatus.Paused)
        {
            await host.Runs.SetStatusAsync(run.RunId, RunStatus.Running, cancellationToken);
            await host.Engine.ResumeAsync(instanceId, "resumed by the user", cancellationToken);
        }

        return instanceId;
    }

    /// <summary>Shows progress until the run has ended (false) or was stopped (true).</summary>
    private static async Task<bool> WatchAsync(EmbeddedHost host, RunRecord run, string instanceId, Terminal terminal, CancellationToken cancellationToken)
    {
        using var ending = new CancellationTokenSource();
        var ended = host.Engine.WaitForCompletionAsync(instanceId, ending.Token);
        long since = Stopwatch.GetTimestamp();
        try
        {
            return await RunProgress.ShowAsync(terminal, run, async report =>
            {
                while (true)
                {
                    var first = await Task.WhenAny(ended, host.Work, Task.Delay(LookEvery, cancellationToken));
                    since = await CountSecondsAsync(host, run, since);
                    var counts = await host.Runs.CountOutcomesAsync(run.RunId, CancellationToken.None);
                    report(counts);
                    if (first == ended)
                    {
                        return !Finished(await ended, terminal);
                    }

                    if (first == host.Work)
                    {
                        await host.Work;
                    }

                    var now = await host.Runs.FindAsync(run.RunId, CancellationToken.None);
                    if (cancellationToken.IsCancellationRequested || now?.Status == RunStatus.Paused)
                    {
                        return true;
                    }
                }
            });
        }
        finally
        {
            await ending.CancelAsync();
        }
    }

    private static bool Finished(OrchestrationInstance instance, Terminal terminal)
    {
        if (instance.Status == OrchestrationRuntimeStatus.Completed)
        {
            return true;
        }

        terminal.Say($"Run {instance.InstanceId} ended as {instance.Status}: {instance.Failure?.ErrorMessage ?? instance.Output ?? "no reason was given"}");
        return instance.Status == OrchestrationRuntimeStatus.Terminated;
    }

    private static async Task<long> CountSecondsAsync(EmbeddedHost host, RunRecord run, long since)
    {
        long now = Stopwatch.GetTimestamp();
        await host.Runs.AddWorkSecondsAsync(run.RunId, Stopwatch.GetElapsedTime(since, now).TotalSeconds, CancellationToken.None);
        return now;
    }
}
