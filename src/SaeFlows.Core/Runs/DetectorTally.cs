using SaeFlows.Core.Datasets;
using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Runs;

/// <summary>One detector's scores by kind of question.</summary>
internal sealed class DetectorTally(string name)
{
    private readonly List<double> _ambiguous = [];
    private readonly Dictionary<string, List<double>> _harmless = new(StringComparer.Ordinal);
    private long _flagged;
    private long _flaggedAmbiguous;
    private long _spanHits;
    private long _flaggedUnambiguous;

    public void Add(QuestionTruth truth, DetectorOutcome detector)
    {
        _flagged += detector.Flagged ? 1 : 0;
        if (truth.IsAmbiguous)
        {
            _ambiguous.Add(detector.Score);
            _flaggedAmbiguous += detector.Flagged ? 1 : 0;
            _spanHits += detector.HitsTruth ? 1 : 0;
            return;
        }

        if (!_harmless.TryGetValue(truth.Kind, out var scores))
        {
            _harmless[truth.Kind] = scores = [];
        }

        scores.Add(detector.Score);
        _flaggedUnambiguous += truth.Kind == QuestionKinds.Unambiguous && detector.Flagged ? 1 : 0;
    }

    public DetectorSummary Build()
    {
        int unambiguous = _harmless.GetValueOrDefault(QuestionKinds.Unambiguous)?.Count ?? 0;
        return new DetectorSummary(
            name,
            Precision: Share(_flaggedAmbiguous, _flagged),
            Recall: Share(_flaggedAmbiguous, _ambiguous.Count),
            SpanHitShare: Share(_spanHits, _flaggedAmbiguous),
            Auc: Auc(QuestionKinds.Unambiguous),
            AucDecoys: Auc(QuestionKinds.Decoy),
            AucUnseen: Auc(QuestionKinds.Unseen),
            FlaggedUnambiguous: Share(_flaggedUnambiguous, unambiguous));
    }

    private double? Auc(string harmlessKind) =>
        _ambiguous.Count > 0 && _harmless.TryGetValue(harmlessKind, out var scores) ? RocCurve.Auc(_ambiguous, scores) : null;

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
