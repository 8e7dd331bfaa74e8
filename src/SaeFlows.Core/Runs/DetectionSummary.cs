namespace SaeFlows.Core.Runs;

/// <summary>How well the method's detector finds what is truly ambiguous.</summary>
public sealed record DetectionSummary
{
    /// <summary>Of the flagged questions of all kinds, the share that is truly ambiguous; null where none is flagged.</summary>
    public double? Precision { get; init; }

    /// <summary>Of the ambiguous questions, the share that is flagged.</summary>
    public double? Recall { get; init; }

    /// <summary>
    /// Of the ambiguous questions that are flagged, the share where a flagged span overlaps a truly ambiguous one; the rest were
    /// flagged at another token, as a causal model may show its misreading only after the glyph.
    /// </summary>
    public double? SpanHitShare { get; init; }

    /// <summary>Area under the ROC curve of the question's score: ambiguous against unambiguous questions.</summary>
    public double? Auc { get; init; }

    /// <summary>The same against decoys: the ambiguous glyph in a harmless role.</summary>
    public double? AucDecoys { get; init; }

    /// <summary>The same against harmless forms that the model has never seen.</summary>
    public double? AucUnseen { get; init; }

    /// <summary>Share of the unambiguous questions that are flagged.</summary>
    public double? FlaggedUnambiguous { get; init; }

    /// <summary>The same figures for the detectors beside the method.</summary>
    public IReadOnlyList<DetectorSummary> Baselines { get; init; } = [];
}
