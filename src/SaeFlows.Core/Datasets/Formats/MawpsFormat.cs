using System.Globalization;
using System.Text.RegularExpressions;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// MAWPS (Koncel-Kedziorski et al. 2016, N16-1136) in its layouts: <c>original_text</c>, <c>ans</c> (Math23K style); <c>sQuestion</c>,
/// <c>lSolutions</c> (the repository's own); <c>Question</c> with <c>N_00</c> or <c>number0</c> for the numbers in <c>Numbers</c>, <c>Answer</c>;
/// <c>input</c>, <c>target</c>.
/// </summary>
internal sealed partial class MawpsFormat : IDatasetFormat
{
    public string Name => "mawps";

    public string Description => "MAWPS: original_text and ans, sQuestion and lSolutions, Question with Numbers, or input and target";

    public bool Recognises(DatasetShape shape) =>
        shape.Has("original_text", "ans") || shape.Has("sQuestion", "lSolutions") || shape.Has("Question", "Numbers", "Answer")
        || (shape.Has("input", "target") && shape.Path.Contains(Name, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var question = row.Fields.Text("original_text", "sQuestion", "segmented_text", "input") ?? WithNumbers(row.Fields.Text("Question"), row.Fields.Text("Numbers"));
        var solutions = row.Fields.Items("lSolutions");
        var answer = row.Fields.Text("ans", "lSolutions", "Answer", "target") ?? solutions?.FirstOrDefault();
        yield return question is null ? Readings.Missing(row.Fields, "question", "original_text, sQuestion, Question or input")
            : string.IsNullOrEmpty(answer) ? Readings.Missing(row.Fields, "answer", "ans, lSolutions, Answer or target")
            : solutions is { Count: > 1 } ? RowReading.Reject($"has {solutions.Count} solutions; keep problems with one number as answer")
            : Readings.Number(row.Fields.Text("id", "iIndex", "idx") ?? row.Key, question, answer, row.Fields.Rest(
                "original_text", "segmented_text", "sQuestion", "lSolutions", "Question", "Numbers", "Answer", "ans", "id", "iIndex", "idx", "input", "target", "Body", "Ques"));
    }

    private static string? WithNumbers(string? question, string? numbers)
    {
        if (question is null || numbers is null)
        {
            return question;
        }

        var values = numbers.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return Placeholder().Replace(question, match =>
        {
            var index = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            return index < values.Length ? Short(values[index]) : match.Value;
        });
    }

    // The numbers were written as floats: 7.0 apples.
    private static string Short(string number) => number.EndsWith(".0", StringComparison.Ordinal) ? number[..^2] : number;

    [GeneratedRegex(@"\b(?:N_|number)(\d{1,2})\b")]
    private static partial Regex Placeholder();
}
