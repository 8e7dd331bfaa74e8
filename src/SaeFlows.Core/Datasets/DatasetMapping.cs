using System.Text.Json;
using System.Text.Json.Serialization;

namespace SaeFlows.Core.Datasets;

/// <summary>
/// Which columns of a file make a question, for <c>--mapping</c>. The file is one JSON object, for example
/// <c>{"question": "prompt", "answer": "gold", "id": "uid", "kind": "label", "labels": {"0": "literal", "1": "metaphorical"}}</c>.
/// </summary>
public sealed record DatasetMapping
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The column that is asked.</summary>
    public required string Question { get; init; }

    /// <summary>The column with the reference answer.</summary>
    public required string Answer { get; init; }

    /// <summary>The column with the row's id; without one, ids are derived from place and content.</summary>
    public string? Id { get; init; }

    /// <summary>A column that is put before the question (premise, passage, context).</summary>
    public string? Context { get; init; }

    /// <summary>The columns of the choices: one that holds an array, or several, one a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>How answers are compared; told from the first answers when left out.</summary>
    public AnswerKind? Kind { get; init; }

    /// <summary>What the values of the answer column stand for.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads a mapping file.</summary>
    /// <exception cref="UserInputException">No such file, broken JSON, an unknown property, no question or answer.</exception>
    public static DatasetMapping Load(string path)
    {
        using var stream = Sources.DatasetBytes.Open(path);
        try
        {
            return JsonSerializer.Deserialize<DatasetMapping>(stream, Json)
                ?? throw new UserInputException($"{path}: the mapping is empty; write {{\"question\": COLUMN, \"answer\": COLUMN}}");
        }
        catch (JsonException e)
        {
            throw new UserInputException(
                $"{path}: not a mapping: {Sources.JsonWords.Of(e)}; it has question, answer (column names) and may have id, context, choices (a list), kind (number, choice, label, text), labels", e);
        }
    }
}
