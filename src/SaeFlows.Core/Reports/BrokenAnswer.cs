namespace SaeFlows.Core.Reports;

/// <summary>A right answer that a rewrite turned wrong, with all that led to it.</summary>
public sealed record BrokenAnswer
{
    public required string QuestionId { get; init; }

    /// <summary>The arms that took this way.</summary>
    public required IReadOnlyList<string> Arms { get; init; }

    public required BreakCause Cause { get; init; }

    public required string Original { get; init; }

    public required string Rewrite { get; init; }

    public required string Reference { get; init; }

    public string? AnswerBefore { get; init; }

    public string? AnswerAfter { get; init; }

    /// <summary>Proposals that the verifier refused before.</summary>
    public int Rejections { get; init; }

    /// <summary>The verifier's verdict on the rewrite, with its reason and who judged.</summary>
    public string Verdict { get; init; } = string.Empty;

    public IReadOnlyList<SuspectToken> Suspects { get; init; } = [];
}
