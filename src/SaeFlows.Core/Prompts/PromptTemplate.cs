using System.Text;
using System.Text.Json.Serialization;
using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Prompts;

/// <summary>
/// How a question becomes a prompt: a data file. The question's own text stays one piece, <c>Before() + question + After(choices)</c>, so
/// that detection still knows which tokens are the question's.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PromptTemplate
{
    public required string Name { get; init; }

    /// <summary>The kind of answer that it asks for.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<AnswerKind>))]
    public required AnswerKind Kind { get; init; }

    /// <summary>What the prompt begins with.</summary>
    public string Instruction { get; init; } = string.Empty;

    /// <summary>What stands before each question.</summary>
    public string QuestionPrefix { get; init; } = string.Empty;

    /// <summary>What stands after each question.</summary>
    public string QuestionSuffix { get; init; } = "\n";

    /// <summary>One choice: <c>{letter}</c> and <c>{choice}</c> are filled in.</summary>
    public string ChoiceLine { get; init; } = "({letter}) {choice}\n";

    /// <summary>What stands before each answer; it ends the prompt.</summary>
    public string AnswerPrefix { get; init; } = string.Empty;

    /// <summary>What stands after each example's answer.</summary>
    public string ShotSuffix { get; init; } = "\n\n";

    /// <summary>Worked examples, in order; none of them may be from the dataset that is asked.</summary>
    public IReadOnlyList<PromptShot> Shots { get; init; } = [];

    /// <summary>The answer ends before the first of these: a model that has answered goes on with a question of its own.</summary>
    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>Everything before the question.</summary>
    public string Before()
    {
        var text = new StringBuilder(Instruction);
        foreach (var shot in Shots)
        {
            text.Append(QuestionPrefix).Append(shot.Question).Append(After(shot.Choices)).Append(shot.Answer).Append(ShotSuffix);
        }

        return text.Append(QuestionPrefix).ToString();
    }

    /// <summary>Everything after it.</summary>
    public string After(IReadOnlyList<string> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        var lines = choices.Select((choice, i) => ChoiceLine.Replace("{letter}", ((char)('A' + i)).ToString(), StringComparison.Ordinal).Replace("{choice}", choice, StringComparison.Ordinal));
        return QuestionSuffix + string.Concat(lines) + AnswerPrefix;
    }

    /// <exception cref="UserInputException">The dataset's answers are of another kind.</exception>
    public void RequireKind(AnswerKind kind)
    {
        if (kind != Kind)
        {
            throw new UserInputException($"Prompt template '{Name}' asks for answers of kind {Kind}, but the dataset's are {kind}: choose another --template.");
        }
    }
}
