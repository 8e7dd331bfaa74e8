using SaeFlows.Core.Datasets;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Features;
using SaeFlows.Pocket.Grammar;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Training;
using TorchSharp;

namespace SaeFlows.Cli.PocketMaking;

/// <summary>Chooses the number of latents per token, the label rule and whether numbers are judged, on development questions.</summary>
internal static class DetectionSearch
{
    private static readonly int[] TopKs = [1, 2, 4, 8, 16, 32];
    private static readonly bool[] NumbersMasked = [false, true];
    private static readonly LabelRule[] Rules = [LabelRule.Hard, LabelRule.Mass];

    /// <summary>Candidates with their figures, best first.</summary>
    public static IReadOnlyList<(DomainProfile Profile, DetectionFigures Figures, double Threshold)> Run(
        TrainableLlama model, ISparseAutoencoder sae, LabelSet labels, int layer, IReadOnlyList<Question> questions, CancellationToken cancellationToken)
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var texts = questions.Select(q => new MarkedText(0, [1, .. PocketCorpus.Tokenizer.Encode(q.Text).Select(t => t.Id)])).ToList();
        using var set = ActivationHarvest.Collect(model, texts, layer, cancellationToken);
        var latents = sae.Encode(set.Values).data<float>().ToArray();
        var found = new List<(DomainProfile, DetectionFigures, double)>();
        foreach (var profile in Candidates(layer))
        {
            var scored = Score(new MismatchScorer(labels, profile), profile, set, latents, sae.Latents, questions);
            var threshold = DetectionFigures.BestThreshold(scored);
            found.Add((profile, DetectionFigures.Of(scored, threshold), threshold));
        }

        return [.. found.OrderByDescending(f => Quality(f.Item2))];
    }

    /// <summary>What the choice maximises: the F-measure at the best threshold, precision counting twice as much as recall.</summary>
    public static double Quality(DetectionFigures figures) => 1.25 * figures.Precision * figures.Recall / Math.Max(1e-9, (0.25 * figures.Precision) + figures.Recall);

    private static IEnumerable<DomainProfile> Candidates(int layer) =>
        from k in TopKs
        from rule in Rules
        from numbers in NumbersMasked
        select new DomainProfile
        {
            Name = Domains.Maths,
            Expected = [Domains.Maths],
            Layer = layer,
            TopK = k,
            LabelRule = rule,
            MaskNumbers = numbers,
            MaskTokens = Words.Template,
            Thresholds = new Dictionary<string, double>(),
        };

    private static List<ScoredQuestion> Score(MismatchScorer scorer, DomainProfile profile, ActivationSet set, float[] latents, int width, IReadOnlyList<Question> questions)
    {
        var best = new double[questions.Count];
        for (var row = 0; row < set.Tokens.Length; row++)
        {
            // An ambiguous question counts with its true glyph: a flag on some other word would mend nothing.
            var word = Words.Vocabulary[set.Tokens[row]];
            var question = questions[set.Texts[row]];
            if (profile.IsJudged(word) && (!question.Truth!.IsAmbiguous || word == question.Metadata["symbol"]))
            {
                var score = scorer.Score(scorer.Top(latents.AsSpan(row * width, width)));
                best[set.Texts[row]] = Math.Max(best[set.Texts[row]], score);
            }
        }

        return [.. questions.Select((q, i) => new ScoredQuestion(q.Truth!.Kind, best[i]))];
    }
}
