namespace SaeFlows.Core.Reports;

/// <summary>One detector over all thresholds.</summary>
/// <param name="Detector">Its name.</param>
/// <param name="Used">The threshold of the run; null where no event names it.</param>
/// <param name="Points">By rising threshold.</param>
public sealed record ThresholdSweep(string Detector, double? Used, IReadOnlyList<SweepPoint> Points);
