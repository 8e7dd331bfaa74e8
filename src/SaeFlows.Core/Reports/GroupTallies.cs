namespace SaeFlows.Core.Reports;

/// <summary>All breakdowns: kind of ambiguity, domain read in, and every column of the dataset that divides the questions.</summary>
internal sealed class GroupTallies(string method)
{
    private const string Kind = "kind of ambiguity";
    private const string ReadAs = "domain that the question was read in";

    private readonly Dictionary<string, GroupTally> _properties = new(StringComparer.Ordinal);

    public void Add(ReportCase asked)
    {
        if (asked.Outcome.Truth is { } truth)
        {
            Of(Kind).Add(truth.Kind, asked.Outcome);
        }

        if (asked.Steps.Detection?.Detectors.FirstOrDefault(detector => detector.Detector == method) is { } detection)
        {
            string? domain = detection.Ambiguities.OrderByDescending(found => found.Score).FirstOrDefault()?.ReadAs;
            Of(ReadAs).Add(domain switch { null => "not flagged", "" => "flagged, no domain named", _ => domain }, asked.Outcome);
        }

        foreach (var (column, value) in asked.Question.Metadata)
        {
            Of($"column '{column}'").Add(value, asked.Outcome);
        }
    }

    public IReadOnlyList<GroupBreakdown> Build(ulong seed) => [.. _properties.Values.Select(property => property.Build(seed)).OfType<GroupBreakdown>()];

    private GroupTally Of(string property)
    {
        if (!_properties.TryGetValue(property, out var tally))
        {
            _properties[property] = tally = new GroupTally(property, method);
        }

        return tally;
    }
}
