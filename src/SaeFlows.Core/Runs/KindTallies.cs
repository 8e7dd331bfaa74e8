namespace SaeFlows.Core.Runs;

/// <summary>Counts by kind of question, where the dataset's truth names kinds.</summary>
internal sealed class KindTallies(string headlineArm, IReadOnlyList<string> arms)
{
    private readonly SortedDictionary<string, Tally> _kinds = new(StringComparer.Ordinal);

    public void Add(QuestionOutcome outcome)
    {
        if (outcome.Truth is not { } truth)
        {
            return;
        }

        if (!_kinds.TryGetValue(truth.Kind, out var tally))
        {
            _kinds[truth.Kind] = tally = new Tally();
        }

        tally.Total++;
        tally.Flagged += outcome.Arms.Any(arm => arm.Arm == headlineArm && arm.Flagged) ? 1 : 0;
        if (outcome.Status != QuestionStatus.Scored)
        {
            return;
        }

        tally.Scored++;
        foreach (var arm in outcome.Arms)
        {
            tally.Correct[arm.Arm] = tally.Correct.GetValueOrDefault(arm.Arm) + (arm.Correct == true ? 1 : 0);
        }
    }

    public IReadOnlyList<KindSummary> Build() =>
    [
        .. _kinds.Select(kind => new KindSummary(
            kind.Key,
            kind.Value.Total,
            kind.Value.Scored,
            kind.Value.Flagged,
            arms.ToDictionary(arm => arm, arm => kind.Value.Accuracy(arm)))),
    ];

    private sealed class Tally
    {
        public long Total { get; set; }

        public long Scored { get; set; }

        public long Flagged { get; set; }

        public Dictionary<string, long> Correct { get; } = new(StringComparer.Ordinal);

        public double? Accuracy(string arm) => Scored == 0 ? null : (double)Correct.GetValueOrDefault(arm) / Scored;
    }
}
