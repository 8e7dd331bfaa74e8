using SaeFlows.Cli.Features;
using SaeFlows.Core.Statistics;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.DomainMaking;

/// <summary>Thresholds from held-out texts of the expected domains, where nothing is misread: each detector may flag so many of them.</summary>
internal static class DomainThresholds
{
    private const int MostTexts = 400;

    public static IReadOnlyList<DetectorReport> Choose(TorchModelRuntime runtime, IReadOnlyList<DomainText> heldOut, Func<int, bool> isOther, double falseAlarms, CancellationToken cancellationToken)
    {
        double[][] Scores(bool other) => Score(runtime, [.. heldOut.Where(text => isOther(text.Domain) == other).Take(MostTexts).Select(text => text.Text)], cancellationToken);
        var (expected, others) = (Scores(other: false), Scores(other: true));
        return [.. runtime.Description.Detectors.Select((name, d) => Report(name, Column(expected, d), Column(others, d), falseAlarms))];
    }

    private static double[] Column(double[][] rows, int detector) => [.. rows.Select(row => row[detector])];

    private static DetectorReport Report(string name, double[] expected, double[] others, double falseAlarms)
    {
        double[] sorted = [.. expected.Order()];
        double threshold = Math.Round(sorted[Math.Max(0, (int)Math.Ceiling((1 - falseAlarms) * sorted.Length) - 1)], 5, MidpointRounding.ToPositiveInfinity);
        double Share(double[] scores) => scores.Count(score => score > threshold) / (double)Math.Max(1, scores.Length);
        return new DetectorReport(name, threshold, RocCurve.Auc(others, expected), Share(expected), Share(others));
    }

    private static double[][] Score(TorchModelRuntime runtime, IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        [.. RuntimeQuestions.Ask(runtime, texts, runtime.Description.Detectors, cancellationToken).Select(result => result.Detection!.Detectors.Select(detector => detector.Score).ToArray())];
}
