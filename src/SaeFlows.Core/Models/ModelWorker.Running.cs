using System.Diagnostics;

namespace SaeFlows.Core.Models;

public sealed partial class ModelWorker
{
    /// <summary>One result a group, in order; one forward pass for all. Cancelled when nobody holds any of the jobs any more.</summary>
    private async Task<IReadOnlyList<ModelJobResult>> ComputeAsync(List<List<WorkItem>> groups, CancellationToken cancellationToken)
    {
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var items = groups.SelectMany(group => group).ToList();
        var stillHeld = items.Count;
        var registrations = items
            .Select(item => item.Held.Lost.Register(() =>
            {
                if (Interlocked.Decrement(ref stillHeld) == 0)
                {
                    unwanted.Cancel();
                }
            }))
            .ToList();
        try
        {
            return await RunAsync([.. groups.Select(group => group[0].Job)], items, unwanted.Token);
        }
        catch (OperationCanceledException) when (unwanted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelRunException("The locks of all its jobs were lost.");
        }
        finally
        {
            foreach (var registration in registrations)
            {
                await registration.DisposeAsync();
            }
        }
    }

    private async Task<IReadOnlyList<ModelJobResult>> RunAsync(List<ModelJob> jobs, List<WorkItem> items, CancellationToken cancellationToken)
    {
        using var activity = ModelTelemetry.Source.StartActivity(
            "model batch",
            ActivityKind.Internal,
            default(ActivityContext),
            links: items.Where(item => item.Trace is not null).Select(item => new ActivityLink(item.Trace!.Context)));
        var start = _time.GetTimestamp();
        try
        {
            // Its own thread: the forward pass is long and blocks.
            var results = await Task.Factory.StartNew(
                () => _runtime.Run(jobs, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return results.Count == jobs.Count
                ? results
                : throw new ModelRunException($"The runtime returned {results.Count} results for {jobs.Count} jobs.");
        }
        catch (Exception e) when (e is not (OperationCanceledException or ModelRunException))
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw new ModelRunException($"{e.GetType().Name}: {e.Message}", e);
        }
        finally
        {
            ModelTelemetry.BatchSize.Record(jobs.Count);
            ModelTelemetry.BatchSeconds.Record(_time.GetElapsedTime(start).TotalSeconds);
        }
    }
}
