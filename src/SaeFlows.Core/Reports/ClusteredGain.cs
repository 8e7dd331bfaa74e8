using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Reports;

/// <summary>The method's gain over the original answers where questions come in clusters, as those about one document do.</summary>
/// <param name="Column">The dataset's column that names the cluster.</param>
/// <param name="Clusters">Clusters with scored questions.</param>
/// <param name="Questions">Scored questions.</param>
/// <param name="Gain">Mean paired difference.</param>
/// <param name="StandardError">Its clustered standard error; NaN for fewer than two clusters.</param>
/// <param name="Interval">95 % interval by Student's t over clusters; NaN for fewer than two.</param>
public sealed record ClusteredGain(string Column, int Clusters, int Questions, double Gain, double StandardError, Interval Interval);
