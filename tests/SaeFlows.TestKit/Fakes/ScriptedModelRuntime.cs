using System.Collections.Concurrent;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;

namespace SaeFlows.TestKit.Fakes;

/// <summary>A model whose answers and failures a test writes; it keeps the batches that it was asked for.</summary>
public sealed class ScriptedModelRuntime : IModelRuntime
{
    public ModelDescription Description { get; init; } = new("scripted", "00", "none", "00", "test", "00", 0, [], new Dictionary<string, double>());

    /// <summary>Answers one job; may throw, block or return an error.</summary>
    public Func<ModelJob, CancellationToken, ModelJobResult> Answer { get; set; } =
        (job, _) => new ModelJobResult { JobId = job.JobId, Answer = $"answer to {job.Question}", Seconds = 0.25 };

    /// <summary>Called at the start of each batch.</summary>
    public Action<IReadOnlyList<ModelJob>, CancellationToken>? OnBatch { get; set; }

    public ConcurrentQueue<IReadOnlyList<ModelJob>> Batches { get; } = new();

    public IReadOnlyList<ModelJobResult> Run(IReadOnlyList<ModelJob> jobs, CancellationToken cancellationToken)
    {
        Batches.Enqueue(jobs);
        OnBatch?.Invoke(jobs, cancellationToken);
        return [.. jobs.Select(job => Answer(job, cancellationToken))];
    }

    public void Dispose()
    {
    }
}
