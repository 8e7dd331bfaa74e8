namespace SaeFlows.Core.Runs;

/// <summary>Figures of one kind of question.</summary>
/// <param name="Kind">Its name in the dataset's truth.</param>
/// <param name="Total">Finished questions of that kind.</param>
/// <param name="Scored">Those that were scored.</param>
/// <param name="Flagged">Those that the method flagged.</param>
/// <param name="Accuracy">Accuracy of each arm over the scored ones.</param>
public sealed record KindSummary(string Kind, long Total, long Scored, long Flagged, IReadOnlyDictionary<string, double?> Accuracy);
