using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>One attempt of one activity call.</summary>
internal sealed class ActivityRun(EngineCore core, LiveInstance instance, int execution, OpenStep step) : IThreadPoolWorkItem
{
    public void Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        var mail = await MayRunAsync().ConfigureAwait(false) ? await CallAsync().ConfigureAwait(false) : null;
        core.Activities.Ended();
        instance.ActivityEnded(mail);
    }

    private async ValueTask<bool> MayRunAsync()
    {
        try
        {
            await core.EnsureLeaseAsync().ConfigureAwait(false);
            return !instance.IsGone && core.IsRunning;
        }
        catch (Exception exception)
        {
            core.Fail(exception);
            return false;
        }
    }

    /// <summary>The result, or null when the engine stopped it: then it counts as not run.</summary>
    private async Task<Mail?> CallAsync()
    {
        try
        {
            var handler = core.Registry.FindActivity(step.Name)
                ?? throw new KeyNotFoundException(
                    $"No activity named '{step.Name}' is registered; known are: {string.Join(", ", core.Registry.ActivityNames)}.");
            var context = new ActivityContext(instance.Row.Id, step.Name, step.CallId, step.Attempt);
            var result = await handler(context, step.Input, instance.Stopping).ConfigureAwait(false);
            return new Mail(HistoryEventKind.TaskCompleted, execution, step.Id, step.Name, result);
        }
        catch (OperationCanceledException) when (instance.Stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            var failure = DurableJson.Serialize(TaskFailureDetails.FromException(exception));
            return new Mail(HistoryEventKind.TaskFailed, execution, step.Id, step.Name, failure);
        }
    }
}
