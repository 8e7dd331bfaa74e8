using SaeFlows.Core.Runs;
using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Reports;

/// <summary>The method's paired differences with the cluster of each question.</summary>
internal sealed class ClusterTally(string column, string method)
{
    private readonly List<double> _differences = [];
    private readonly List<string> _clusters = [];

    /// <exception cref="UserInputException">The dataset has no such column.</exception>
    public void Add(ReportCase asked)
    {
        if (!asked.Question.Metadata.TryGetValue(column, out string? cluster))
        {
            string known = asked.Question.Metadata.Count == 0 ? "none" : string.Join(", ", asked.Question.Metadata.Keys);
            throw new UserInputException($"Question {asked.Question.Id} has no column '{column}' to cluster by; its further columns: {known}.");
        }

        if (asked.Outcome.Status == QuestionStatus.Scored && asked.Outcome.Arms.FirstOrDefault(arm => arm.Arm == method) is { } arm)
        {
            _differences.Add((arm.Correct == true ? 1 : 0) - (asked.Outcome.Correct == true ? 1 : 0));
            _clusters.Add(cluster);
        }
    }

    /// <summary>Null without scored questions.</summary>
    public ClusteredGain? Build() => _differences.Count == 0 ? null : new ClusteredGain(
        column,
        _clusters.Distinct(StringComparer.Ordinal).Count(),
        _differences.Count,
        _differences.Average(),
        ClusteredStandardError.OfMean(_differences, _clusters),
        ClusteredStandardError.OfMeanInterval(_differences, _clusters));
}
