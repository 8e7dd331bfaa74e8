using System.Text.Json;
using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>Builds questions and the rejections that all formats share.</summary>
internal static class Readings
{
    public static RowReading Missing(JsonElement row, string what, string expected) =>
        RowReading.Reject($"no {what}: expected {expected}; the row has: {row.Names()}");

    /// <summary>A question whose answer is a number, or text where it is none.</summary>
    public static RowReading NumberOrText(string? id, string question, string answer, Dictionary<string, string> metadata) =>
        RowReading.Of(new Question
        {
            Id = id ?? string.Empty,
            Text = question,
            Answer = answer,
            Kind = IsNumber(answer) ? AnswerKind.Number : AnswerKind.Text,
            Metadata = metadata,
        });

    // 5\text{ cm} is a number with its unit; 5cm without the command may be a product.
    private static bool IsNumber(string answer) =>
        NumberReader.Plain(answer) is not null
        || (LatexText.WithoutTextCommands(answer) != answer && NumberReader.Whole(answer) is not null);

    /// <summary>A question whose answer must be a number.</summary>
    public static RowReading Number(string? id, string question, string answer, Dictionary<string, string> metadata) =>
        NumberReader.Whole(answer) is null
            ? RowReading.Reject($"the answer is no number: '{Excerpt.Of(answer)}'")
            : RowReading.Of(new Question { Id = id ?? string.Empty, Text = question, Answer = answer, Kind = AnswerKind.Number, Metadata = metadata });

    /// <summary>A question with choices; the answer names one of them by letter or text.</summary>
    public static RowReading Choice(string? id, string question, IReadOnlyList<string> choices, string answer, Dictionary<string, string> metadata)
    {
        if (choices.Count < 2 || choices.Count > 26)
        {
            return RowReading.Reject($"{choices.Count} choices; a multiple-choice question has 2 to 26");
        }

        return ChoiceLetters.Of(answer, choices) is { } letter
            ? RowReading.Of(new Question
            {
                Id = id ?? string.Empty,
                Text = question,
                Answer = letter,
                Kind = AnswerKind.Choice,
                Choices = ChoiceLetters.Strip(choices),
                Metadata = metadata,
            })
            : RowReading.Reject($"the answer '{Excerpt.Of(answer)}' is none of the {choices.Count} choices");
    }

    /// <summary>A question whose answer is one of a few labels.</summary>
    public static RowReading Label(string? id, string question, string label, IReadOnlyList<string> labels, Dictionary<string, string> metadata) =>
        RowReading.Of(new Question
        {
            Id = id ?? string.Empty,
            Text = question,
            Answer = label,
            Kind = AnswerKind.Label,
            Choices = labels,
            Metadata = metadata,
        });
}
