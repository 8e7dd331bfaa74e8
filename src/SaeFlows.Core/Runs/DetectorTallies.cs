namespace SaeFlows.Core.Runs;

/// <summary>Collects every detector's scores by kind of question, and makes the detection figures.</summary>
internal sealed class DetectorTallies
{
    private readonly Dictionary<string, DetectorTally> _detectors = new(StringComparer.Ordinal);

    public void Add(QuestionOutcome outcome)
    {
        if (outcome.Truth is not { } truth)
        {
            return;
        }

        foreach (var detector in outcome.Detectors)
        {
            if (!_detectors.TryGetValue(detector.Detector, out var tally))
            {
                _detectors[detector.Detector] = tally = new DetectorTally(detector.Detector);
            }

            tally.Add(truth, detector);
        }
    }

    /// <summary>Null where no outcome knows the truth or the method's detector did not run.</summary>
    public DetectionSummary? Build(string method)
    {
        if (!_detectors.TryGetValue(method, out var tally))
        {
            return null;
        }

        var figures = tally.Build();
        return new DetectionSummary
        {
            Precision = figures.Precision,
            Recall = figures.Recall,
            SpanHitShare = figures.SpanHitShare,
            Auc = figures.Auc,
            AucDecoys = figures.AucDecoys,
            AucUnseen = figures.AucUnseen,
            FlaggedUnambiguous = figures.FlaggedUnambiguous,
            Baselines = [.. _detectors.Where(detector => detector.Key != method).Select(detector => detector.Value.Build())],
        };
    }
}
