namespace SaeFlows.Core.Datasets;

/// <summary>The known truth of a question about ambiguity.</summary>
/// <param name="Kind">A name such as <c>ambiguous</c>, <c>unambiguous</c>, <c>decoy</c>, <c>unseen</c>.</param>
/// <param name="AmbiguousSpans">The tokens that the model is expected to misread; empty unless ambiguous.</param>
public sealed record QuestionTruth(string Kind, IReadOnlyList<TextSpan> AmbiguousSpans)
{
    public bool IsAmbiguous => AmbiguousSpans.Count > 0;
}
