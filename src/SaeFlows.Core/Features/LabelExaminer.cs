namespace SaeFlows.Core.Features;

/// <summary>Examines labels with a judge; pure for a pure judge.</summary>
public static class LabelExaminer
{
    /// <summary>Null where the latent fires in too few texts, or nowhere is it silent.</summary>
    /// <param name="label">The label.</param>
    /// <param name="examples">Held-out contexts.</param>
    /// <param name="judge">Who predicts from the label.</param>
    /// <param name="fewest">Texts needed of each sort.</param>
    public static LabelScore? Examine(LatentLabel label, LatentExamples examples, ILatentJudge judge, int fewest = 4)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(judge);
        if (examples.Firing.Count < fewest || examples.Silent.Count < fewest || examples.Misplaced.Count < fewest)
        {
            return null;
        }

        double found = examples.Firing.Average(text => judge.FiresIn(label.Label, text.Words) ? 1 : 0);
        double passed = examples.Silent.Average(text => judge.FiresIn(label.Label, text.Words) ? 0 : 1);
        double placed = examples.Firing.Average(text => judge.FiresAt(label.Label, text.Words, text.Marked) ? 1 : 0);
        double refused = examples.Misplaced.Average(text => judge.FiresAt(label.Label, text.Words, text.Marked) ? 0 : 1);
        return new LabelScore(label.Latent, label.Label, label.Domain, (found + passed) / 2, (placed + refused) / 2, examples.Firing.Count, examples.Silent.Count);
    }
}
