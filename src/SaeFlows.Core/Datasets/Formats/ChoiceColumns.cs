using System.Text.Json;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>The choices of a row.</summary>
/// <param name="Texts">In order.</param>
/// <param name="Labels">The row's own labels of them where they differ from A, B, C; else empty.</param>
/// <param name="Columns">The columns that they were read from.</param>
internal sealed record ChoiceColumns(List<string> Texts, List<string> Labels, string[] Columns)
{
    // One column a choice, under the names of MMLU's CSV, MedMCQA, PIQA, SWAG, SIQA and spreadsheets.
    private static readonly string[][] Families =
    [
        ["A", "B", "C", "D", "E", "F"],
        ["option_a", "option_b", "option_c", "option_d", "option_e"],
        ["optionA", "optionB", "optionC", "optionD", "optionE"],
        ["opa", "opb", "opc", "opd", "ope"],
        ["answerA", "answerB", "answerC", "answerD"],
        ["choice0", "choice1", "choice2", "choice3", "choice4"],
        ["choice1", "choice2", "choice3", "choice4", "choice5"],
        ["option1", "option2", "option3", "option4", "option5"],
        ["sol1", "sol2"],
        ["ending0", "ending1", "ending2", "ending3"],
    ];

    public static ChoiceColumns? Of(JsonElement row, IEnumerable<string> lists)
    {
        foreach (var name in lists)
        {
            if (row.ValueKind == JsonValueKind.Object && row.TryFind(name, out var value) && OfValue(value, name) is { } found)
            {
                return found;
            }
        }

        var family = Array.Find(Families, f => f.Take(2).All(c => row.ValueKind == JsonValueKind.Object && row.TryGetProperty(c, out _)));
        if (family is null)
        {
            return null;
        }

        var columns = family.TakeWhile(c => row.Text(c) is not null).ToArray();
        return columns.Length < 2 ? null : new ChoiceColumns([.. columns.Select(c => row.Text(c)!)], [], columns);
    }

    private static ChoiceColumns? OfValue(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Object) && value.GetArrayLength() > 0 =>
            new ChoiceColumns([.. value.EnumerateArray().Select(v => v.Text("text", "content", "choice") ?? string.Empty)], [.. value.EnumerateArray().Select(v => v.Text("label", "key", "id") ?? string.Empty)], [name]),
        JsonValueKind.Array => new ChoiceColumns([.. value.EnumerateArray().Select(v => RowFields.Scalar(v) ?? string.Empty)], [], [name]),
        JsonValueKind.Object when value.Items("text") is { } texts => new ChoiceColumns(texts, value.Items("label") ?? [], [name]),
        JsonValueKind.Object => new ChoiceColumns(
            [.. value.EnumerateObject().Select(p => RowFields.Scalar(p.Value) ?? string.Empty)], [.. value.EnumerateObject().Select(p => p.Name)], [name]),
        JsonValueKind.String when value.GetString()!.TrimStart().StartsWith('[') => OfText(value.GetString()!, name),
        _ => null,
    };

    // A list that a CSV holds as JSON text.
    private static ChoiceColumns? OfText(string text, string name)
    {
        try
        {
            return OfValue(JsonElement.Parse(text), name);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
