using SaeFlows.Pocket.Datasets;

namespace SaeFlows.Cli.PocketMaking;

/// <summary>How well a detector finds the ambiguous questions.</summary>
/// <param name="Auc">Area under the curve, ambiguous against unambiguous.</param>
/// <param name="AucDecoy">The same against decoys.</param>
/// <param name="AucUnseen">The same against unseen forms.</param>
/// <param name="Precision">Of the flagged questions, how many are ambiguous; over all kinds. 0 when none is flagged.</param>
/// <param name="Recall">Of the ambiguous questions, how many are flagged.</param>
/// <param name="FlaggedUnambiguous">Of the unambiguous questions, how many are flagged.</param>
internal sealed record DetectionFigures(double Auc, double AucDecoy, double AucUnseen, double Precision, double Recall, double FlaggedUnambiguous)
{
    public static DetectionFigures Of(IReadOnlyList<ScoredQuestion> questions, double threshold)
    {
        double[] Scores(string kind) => [.. questions.Where(q => q.Kind == kind).Select(q => q.Score)];
        var ambiguous = Scores(PocketMath.Ambiguous);
        var flagged = questions.Where(q => q.Score > threshold).ToList();
        double Share(string kind) => (double)flagged.Count(q => q.Kind == kind) / Math.Max(1, questions.Count(q => q.Kind == kind));
        return new DetectionFigures(
            Area(ambiguous, Scores(PocketMath.Unambiguous)),
            Area(ambiguous, Scores(PocketMath.Decoy)),
            Area(ambiguous, Scores(PocketMath.Unseen)),
            flagged.Count == 0 ? 0 : (double)flagged.Count(q => q.Kind == PocketMath.Ambiguous) / flagged.Count,
            Share(PocketMath.Ambiguous),
            Share(PocketMath.Unambiguous));
    }

    /// <summary>The threshold with the best F-measure that counts precision twice as much as recall; between two scores.</summary>
    public static double BestThreshold(IReadOnlyList<ScoredQuestion> questions)
    {
        var scores = questions.Select(q => q.Score).Distinct().Order().ToList();
        var all = questions.Count(q => q.Kind == PocketMath.Ambiguous);
        var (best, chosen) = (-1.0, scores[^1]);
        for (var i = 0; i + 1 < scores.Count; i++)
        {
            var flagged = questions.Where(q => q.Score > scores[i]).ToList();
            var right = flagged.Count(q => q.Kind == PocketMath.Ambiguous);
            var measure = 1.25 * right / ((0.25 * all) + flagged.Count);
            if (measure > best)
            {
                (best, chosen) = (measure, (scores[i] + scores[i + 1]) / 2);
            }
        }

        return Math.Round(chosen, 5);
    }

    /// <summary>Probability that a positive outranks a negative, ties counting half (Mann-Whitney).</summary>
    public static double Area(IReadOnlyList<double> positive, IReadOnlyList<double> negative)
    {
        var wins = positive.Sum(p => negative.Sum(n => p > n ? 1 : p == n ? 0.5 : 0));
        return positive.Count == 0 || negative.Count == 0 ? double.NaN : wins / positive.Count / negative.Count;
    }
}
