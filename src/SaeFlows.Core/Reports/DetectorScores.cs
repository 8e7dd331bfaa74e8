using SaeFlows.Core.Datasets;
using SaeFlows.Core.Runs;
using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Reports;

/// <summary>Every detector's score of every question, for curves and sweeps.</summary>
internal sealed class DetectorScores
{
    /// <summary>Points of a curve that are drawn; of more, evenly spaced ones, so that a page stays small with any number of questions.</summary>
    private const int MostPoints = 500;

    private readonly Dictionary<string, List<ScoredCase>> _detectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _thresholds = new(StringComparer.Ordinal);

    public void Add(ReportCase asked)
    {
        var outcome = asked.Outcome;
        foreach (var detector in outcome.Detectors)
        {
            if (!_detectors.TryGetValue(detector.Detector, out var scores))
            {
                _detectors[detector.Detector] = scores = [];
            }

            bool scored = outcome.Status == QuestionStatus.Scored;
            var arm = outcome.Arms.FirstOrDefault(arm => arm.Arm == detector.Detector);
            scores.Add(new ScoredCase(
                detector.Score,
                outcome.Truth?.Kind,
                outcome.Truth?.IsAmbiguous,
                scored ? outcome.Correct == true : null,
                scored && arm is not null ? arm.Correct == true : null));
        }

        foreach (var detector in asked.Steps.Detection?.Detectors ?? [])
        {
            _thresholds.TryAdd(detector.Detector, detector.Threshold);
        }
    }

    /// <summary>Curves by harmless kind.</summary>
    public IReadOnlyList<DetectorCurves> Curves()
    {
        var kinds = _detectors.Values.SelectMany(scores => scores).Where(score => score.IsAmbiguous == false).Select(score => score.Kind!).Distinct();
        return [.. kinds.OrderBy(kind => kind == QuestionKinds.Unambiguous ? 0 : 1).ThenBy(kind => kind, StringComparer.Ordinal).Select(Against).Where(all => all.Curves.Count > 0)];
    }

    public IReadOnlyList<ThresholdSweep> Sweeps() =>
        [.. _detectors.Select(detector => SweepBuilder.Build(detector.Key, _thresholds.TryGetValue(detector.Key, out double used) ? used : null, detector.Value))];

    private DetectorCurves Against(string kind) => new(
        kind,
        [
            .. _detectors.Select(detector => Curve(
                detector.Key,
                [.. detector.Value.Where(score => score.IsAmbiguous == true).Select(score => score.Score)],
                [.. detector.Value.Where(score => score.IsAmbiguous == false && score.Kind == kind).Select(score => score.Score)])).OfType<DetectorCurve>(),
        ]);

    private static DetectorCurve? Curve(string detector, double[] ambiguous, double[] harmless) => ambiguous.Length == 0 || harmless.Length == 0
        ? null
        : new DetectorCurve(
            detector,
            RocCurve.Auc(ambiguous, harmless),
            RocCurve.AucInterval(ambiguous, harmless),
            ambiguous.Length,
            harmless.Length,
            Thinned(RocCurve.Points(ambiguous, harmless)));

    private static IReadOnlyList<RocPoint> Thinned(IReadOnlyList<RocPoint> points) => points.Count <= MostPoints
        ? points
        : [.. Enumerable.Range(0, MostPoints).Select(i => points[(int)((long)i * (points.Count - 1) / (MostPoints - 1))])];
}
