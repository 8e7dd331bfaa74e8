using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports;

/// <summary>One group of a breakdown: the method's arm against the original answers.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Scored">Scored questions.</param>
/// <param name="Errored">Errored questions.</param>
/// <param name="Abstained">Questions with an answer that could not be read.</param>
/// <param name="Flagged">Questions in which the method found something.</param>
/// <param name="Comparison">The method against the original answers, adjusted over the groups.</param>
/// <param name="Before">95 % Wilson interval of the original accuracy; null without scored questions.</param>
/// <param name="After">95 % Wilson interval of the method's accuracy.</param>
public sealed record GroupRow(
    string Group, long Scored, long Errored, long Abstained, long Flagged, PairedComparison Comparison, IReadOnlyList<double>? Before, IReadOnlyList<double>? After);
