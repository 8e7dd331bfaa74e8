using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SaeFlows.Core.Ports;

namespace SaeFlows.Core.Models;

/// <summary>
/// Takes model jobs from a queue, computes what waits as one batch, and answers on another queue. Jobs are at least once and
/// answers carry the job's id, so a second answer is harmless. Several workers may share the queues.
/// </summary>
/// <remarks>
/// The order of one job: answer, then complete. A worker that dies between the two leaves a job that is delivered again and
/// answered from the cache. A job whose lock is lost is dropped. A job that cannot be read, or that was tried
/// <see cref="ModelWorkerOptions.MaxDeliveries"/> times, is answered with an error and dead-lettered. One that was tried
/// <see cref="ModelWorkerOptions.SharedDeliveries"/> times is suspect, and worked alone from then on.
/// </remarks>
public sealed partial class ModelWorker
{
    private readonly IJobQueue _jobs;
    private readonly IJobQueue _results;
    private readonly IModelRuntime _runtime;
    private readonly IModelResultCache _cache;
    private readonly EvidenceClaimCheck? _evidence;
    private readonly ModelWorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly Lock _statusLock = new();
    private ModelWorkerStatus _status;
    private bool _oneAtATime;

    public ModelWorker(
        IJobQueue jobs,
        IJobQueue results,
        IModelRuntime runtime,
        IModelResultCache? cache = null,
        ModelWorkerOptions? options = null,
        TimeProvider? time = null,
        ILogger? logger = null,
        EvidenceClaimCheck? evidence = null)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(runtime);
        _jobs = jobs;
        _results = results;
        _runtime = runtime;
        _evidence = evidence;
        _cache = cache ?? new InMemoryModelResultCache();
        _options = (options ?? new ModelWorkerOptions()).Validate();
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
        _status = new ModelWorkerStatus(0, 0, 0, _time.GetUtcNow(), null);
    }

    /// <summary>What the worker is doing; a snapshot for health checks, safe to read at any time.</summary>
    public ModelWorkerStatus Status => Volatile.Read(ref _status);

    /// <summary>
    /// Works until <paramref name="stopping"/> is cancelled; then finishes the batch at hand (within
    /// <see cref="ModelWorkerOptions.DrainTimeout"/>), gives back what is unstarted, and returns.
    /// </summary>
    /// <exception cref="UserInputException">A queue's settings or storage are at fault, so that trying again is no use.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        var backoff = new QueueBackoff(_options.FirstBackoff, _options.MaxBackoff, _time, _logger);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await TakeAndWorkAsync(backoff, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop while waiting.
        }
    }

    private async Task TakeAndWorkAsync(QueueBackoff backoff, CancellationToken stopping)
    {
        try
        {
            var received = await _jobs.ReceiveAsync(_oneAtATime ? 1 : _options.MaxBatch, _options.ReceiveWait, stopping);
            _oneAtATime = false;
            backoff.Reset();
            Update(status => status with { InHand = received.Count, LastContact = _time.GetUtcNow(), Trouble = null });
            if (received.Count > 0)
            {
                await WorkAsync(received, stopping);
            }
        }
        catch (JobQueueUnavailableException e)
        {
            Update(status => status with { InHand = 0, Trouble = e.Message });
            await backoff.WaitAsync(_jobs, e, stopping);
        }
    }

    private void Update(Func<ModelWorkerStatus, ModelWorkerStatus> change)
    {
        lock (_statusLock)
        {
            _status = change(_status);
        }
    }
}
