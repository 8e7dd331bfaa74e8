using System.Diagnostics;
using System.Diagnostics.Metrics;

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

    internal static void Count(this Counter<long> counter, string outcome) => counter.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
