using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports;

/// <summary>The questions by one property.</summary>
internal sealed class GroupTally(string property, string method)
{
    /// <summary>A property with more values than this divides the questions too finely to say anything.</summary>
    private const int MostGroups = 40;

    private readonly SortedDictionary<string, Counts> _groups = new(StringComparer.Ordinal);
    private bool _tooMany;

    public void Add(string group, QuestionOutcome outcome)
    {
        if (_tooMany)
        {
            return;
        }

        if (!_groups.TryGetValue(group, out var counts))
        {
            _groups[group] = counts = new Counts();
            if (_groups.Count > MostGroups)
            {
                // A column of free text has a value a question; nothing of it is kept.
                _tooMany = true;
                _groups.Clear();
                return;
            }
        }

        var arm = outcome.Arms.FirstOrDefault(arm => arm.Arm == method);
        counts.Flagged += arm?.Flagged == true ? 1 : 0;
        counts.Errored += outcome.Status == QuestionStatus.Errored ? 1 : 0;
        counts.Abstained += outcome.Status == QuestionStatus.Abstained ? 1 : 0;
        if (outcome.Status == QuestionStatus.Scored && arm is not null)
        {
            counts.Pairs.Add(arm.Correct == true, outcome.Correct == true);
        }
    }

    /// <summary>Null where the property says nothing: one group, or nearly as many as questions.</summary>
    public GroupBreakdown? Build(ulong seed)
    {
        if (_groups.Count < 2)
        {
            return null;
        }

        var comparisons = PairedComparisons.Adjust([.. _groups.Select(group => group.Value.Pairs.Build(method, RunSummaryBuilder.Baseline, seed))]);
        return new GroupBreakdown(property, [.. _groups.Zip(comparisons, (group, comparison) => Row(group.Key, group.Value, comparison))]);
    }

    private static GroupRow Row(string name, Counts counts, PairedComparison compared) => new(
        name,
        compared.Pairs,
        counts.Errored,
        counts.Abstained,
        counts.Flagged,
        compared,
        Wilson(compared.SecondAccuracy, compared.Pairs),
        Wilson(compared.FirstAccuracy, compared.Pairs));

    private static IReadOnlyList<double>? Wilson(double? accuracy, long pairs) =>
        accuracy is { } share ? RunSummaryBuilder.Wilson((long)Math.Round(share * pairs), pairs) : null;

    private sealed class Counts
    {
        public PairedTally Pairs { get; } = new();

        public long Errored { get; set; }

        public long Abstained { get; set; }

        public long Flagged { get; set; }
    }
}
