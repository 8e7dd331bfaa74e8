using SaeFlows.Core.Datasets;
using SaeFlows.Core.Detection;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Which spans an arm suspects; pure.</summary>
public static class ArmSuspects
{
    /// <summary>The original answer, nothing mended.</summary>
    public const string None = "none";

    /// <summary>The method: what the SAE detector found.</summary>
    public const string Detect = "detect";

    /// <summary>Every token of the question, without evidence.</summary>
    public const string Always = "always";

    /// <summary>The truly ambiguous spans, where the dataset knows them.</summary>
    public const string Oracle = "oracle";

    public static IReadOnlyList<Ambiguity> Select(string arm, Question question, DetectionResult? detection)
    {
        ArgumentNullException.ThrowIfNull(question);
        return arm switch
        {
            None => [],
            Always => [.. (detection?.Tokens ?? []).Select(token => new Ambiguity(token.Span, token.Text, 0, string.Empty, []))],
            Oracle => [.. (question.Truth?.AmbiguousSpans ?? []).Select(span => new Ambiguity(span, span.Of(question.Text), 1, string.Empty, []))],
            _ => detection?.Detectors.FirstOrDefault(result => result.Detector == arm)?.Ambiguities ?? [],
        };
    }
}
