namespace SaeFlows.Core.Datasets;

/// <summary>One question of an evaluation dataset.</summary>
public sealed record Question
{
    /// <summary>Stable within the dataset: the row's own id, or one derived from its content and place.</summary>
    public required string Id { get; init; }

    /// <summary>What the model is asked, without prompt template.</summary>
    public required string Text { get; init; }

    /// <summary>The reference answer, as the scorer of <see cref="Kind"/> reads it.</summary>
    public required string Answer { get; init; }

    public AnswerKind Kind { get; init; } = AnswerKind.Number;

    /// <summary>The choices of a multiple-choice question, in order; empty otherwise.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Further columns of the row that users may want to group by.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>What is truly ambiguous, where the dataset knows it; never shown to detector, reformulator or verifier.</summary>
    public QuestionTruth? Truth { get; init; }
}
