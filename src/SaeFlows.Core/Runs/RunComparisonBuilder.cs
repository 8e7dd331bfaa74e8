namespace SaeFlows.Core.Runs;

/// <summary>Compares two runs question by question. Memory: one run's marks, some 100 bytes a question.</summary>
public static class RunComparisonBuilder
{
    /// <param name="first">The run that is tried.</param>
    /// <param name="firstOutcomes">Its outcomes, streamed.</param>
    /// <param name="second">The run that it is held against.</param>
    /// <param name="secondOutcomes">Its outcomes, streamed.</param>
    /// <param name="anyDataset">True also compares runs of different datasets, where their question ids agree.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UserInputException">The datasets differ, or the runs share no arm or no question.</exception>
    public static async Task<RunComparison> BuildAsync(
        RunRecord first,
        IAsyncEnumerable<QuestionOutcome> firstOutcomes,
        RunRecord second,
        IAsyncEnumerable<QuestionOutcome> secondOutcomes,
        bool anyDataset,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        bool same = first.Settings.DatasetSha256 == second.Settings.DatasetSha256;
        if (!same && !anyDataset)
        {
            throw new UserInputException(
                $"Runs {first.RunId} and {second.RunId} read different datasets ({Short(first)}, {Short(second)}): compare runs of one dataset, or add --any-dataset to go by question ids alone.");
        }

        string[] arms = [.. first.Settings.Arms.Where(second.Settings.Arms.Contains)];
        if (arms.Length == 0)
        {
            throw new UserInputException($"Runs {first.RunId} and {second.RunId} have no arm in common: {string.Join(",", first.Settings.Arms)} and {string.Join(",", second.Settings.Arms)}.");
        }

        var marks = new Dictionary<string, bool[]?>(StringComparer.Ordinal);
        await foreach (var outcome in firstOutcomes.WithCancellation(cancellationToken))
        {
            marks[outcome.QuestionId] = Marks(outcome, arms);
        }

        var tallies = arms.Select(_ => new PairedTally()).ToArray();
        var (shared, scored, onlySecond) = (0L, 0L, 0L);
        await foreach (var outcome in secondOutcomes.WithCancellation(cancellationToken))
        {
            if (!marks.TryGetValue(outcome.QuestionId, out bool[]? own))
            {
                onlySecond++;
                continue;
            }

            shared++;
            if (own is not null && Marks(outcome, arms) is { } other)
            {
                scored++;
                for (int i = 0; i < arms.Length; i++)
                {
                    tallies[i].Add(own[i], other[i]);
                }
            }
        }

        if (shared == 0)
        {
            throw new UserInputException($"Runs {first.RunId} and {second.RunId} have no finished question in common; 'saeflows show' says how far each is.");
        }

        var (firstName, secondName) = ($"run {first.RunId}", $"run {second.RunId}");
        var family = PairedComparisons.Adjust([.. arms.Select((arm, i) => tallies[i].Build($"{arm} of {firstName}", $"{arm} of {secondName}", (ulong)first.Settings.Seed))]);
        return new RunComparison
        {
            First = first.RunId,
            Second = second.RunId,
            SameDataset = same,
            Shared = shared,
            ScoredInBoth = scored,
            OnlyFirst = marks.Count - shared,
            OnlySecond = onlySecond,
            Arms = [.. arms.Zip(family, (arm, comparison) => new ArmComparison(arm, comparison))],
        };
    }

    private static string Short(RunRecord run) => run.Settings.DatasetSha256[..Math.Min(12, run.Settings.DatasetSha256.Length)];

    /// <summary>Right or wrong by arm; null unless scored.</summary>
    private static bool[]? Marks(QuestionOutcome outcome, string[] arms) => outcome.Status == QuestionStatus.Scored
        ? [.. arms.Select(arm => outcome.Arms.First(own => own.Arm == arm).Correct == true)]
        : null;
}
