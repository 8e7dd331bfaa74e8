using System.Globalization;

namespace SaeFlows.Cli.PocketMaking;

/// <summary>Figures of one seed.</summary>
/// <param name="Seed">Seed of the questions.</param>
/// <param name="Detectors">Figures of each detector at its threshold.</param>
/// <param name="Outcomes">One a question.</param>
/// <param name="Rewritten">Questions answered again after a verified rewrite.</param>
/// <param name="Retries">Rewrites made after a rejection.</param>
/// <param name="SpanShare">Of the ambiguous questions that were flagged, how many have a flagged span on the true glyph.</param>
internal sealed record PocketEvaluation(int Seed, IReadOnlyDictionary<string, DetectionFigures> Detectors, IReadOnlyList<QuestionOutcome> Outcomes, int Rewritten, int Retries, double SpanShare)
{
    public IEnumerable<string> Lines()
    {
        var helped = Outcomes.Count(o => !o.Original && o.Method);
        var hurt = Outcomes.Count(o => o.Original && !o.Method);
        yield return Text($"seed {Seed}: {Outcomes.Count} questions, accuracy {Outcomes.Average(o => o.Original ? 1 : 0):F3} -> {Outcomes.Average(o => o.Method ? 1 : 0):F3}, helped {helped}, hurt {hurt}, rewritten {Rewritten}, retries {Retries}; true glyph among the flagged words {SpanShare:F3}");
        foreach (var kind in Outcomes.GroupBy(o => o.Kind).OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            yield return Text($"  {kind.Key,-12} {kind.Count(),4} questions, accuracy {kind.Average(o => o.Original ? 1 : 0):F3} -> {kind.Average(o => o.Method ? 1 : 0):F3}");
        }

        foreach (var (name, f) in Detectors)
        {
            yield return Text($"  {name,-10} AUC {f.Auc:F3}, against decoys {f.AucDecoy:F3}, unseen {f.AucUnseen:F3}; precision {f.Precision:F3}, recall {f.Recall:F3}, unambiguous flagged {f.FlaggedUnambiguous:F3}");
        }
    }

    private static string Text(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
