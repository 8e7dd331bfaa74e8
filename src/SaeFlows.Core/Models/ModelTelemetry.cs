using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;

namespace SaeFlows.Core.Models;

/// <summary>Names under which a host subscribes to the traces and metrics of model jobs.</summary>
public static class ModelTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "SaeFlows.Models";

    internal static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);

    internal static Counter<long> Jobs { get; } = Meter.CreateCounter<long>("saeflows.model.jobs", "{job}", "Jobs settled, by outcome: computed, cached, failed, poisoned, returned, lost.");

    internal static Histogram<int> BatchSize { get; } = Meter.CreateHistogram<int>("saeflows.model.batch.size", "{job}", "Jobs in one forward pass.");

    internal static Histogram<double> BatchSeconds { get; } = Meter.CreateHistogram<double>("saeflows.model.batch.duration", "s", "Duration of one forward pass.");

    internal static Counter<long> Replies { get; } = Meter.CreateCounter<long>("saeflows.model.replies", "{reply}", "Replies handed over, by outcome: raised, ignored, poisoned, returned.");

    /// <summary>
    /// A span around the sending of a job. All spans of one workflow instance share a trace, whose id is made from the instance's
    /// id: so a trace runs from the question through the message to the model job and back, over crashes and processes.
    /// </summary>
    /// <returns>Null where nobody listens.</returns>
    public static Activity? StartSending(ModelJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(job.ReplyToInstance));
        var question = new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash.AsSpan(0, 16)), ActivitySpanId.CreateFromBytes(hash.AsSpan(16, 8)), ActivityTraceFlags.Recorded);
        var span = Source.StartActivity("model job send", ActivityKind.Producer, question);
        span?.SetTag("saeflows.run", job.RunId).SetTag("saeflows.question", job.QuestionId).SetTag("saeflows.job", job.JobId);
        return span;
    }

    internal static void Count(this Counter<long> counter, string outcome) => counter.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
