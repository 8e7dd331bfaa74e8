using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Models;

/// <summary>Typed reading of a <c>config.json</c>; an explicit null counts as absent unless asked.</summary>
internal sealed class ConfigFields(string file, JsonElement root)
{
    public string File { get; } = file;

    public bool Has(string name) => root.TryGetProperty(name, out _);

    public ConfigFields? Child(string name) =>
        Value(name) is { ValueKind: JsonValueKind.Object } child ? new ConfigFields(File, child) : null;

    public string? Text(string name) => Value(name) is { } v ? v.ValueKind == JsonValueKind.String ? v.GetString() : throw Wrong(name, "a text") : null;

    public bool Flag(string name, bool otherwise) =>
        Value(name) is { } v ? v.ValueKind is JsonValueKind.True or JsonValueKind.False ? v.GetBoolean() : throw Wrong(name, "true or false") : otherwise;

    public double? Number(string name) =>
        Value(name) is { } v ? v.ValueKind == JsonValueKind.Number ? v.GetDouble() : throw Wrong(name, "a number") : null;

    public int? Whole(string name)
    {
        double? number = Number(name);
        return number is null ? null
            : number >= 0 && number <= int.MaxValue && number == Math.Floor(number.Value) ? (int)number.Value : throw Wrong(name, "a whole number");
    }

    /// <summary>A size, at least 1; the default stands for an absent field.</summary>
    public int Size(string name, int? otherwise)
    {
        int size = Whole(name) ?? otherwise ?? throw new UserInputException($"{File}: lacks '{name}'; copy the model's own config.json");
        return size > 0 ? size : throw Wrong(name, "at least 1");
    }

    public IReadOnlyList<double> Numbers(string name) =>
        Value(name) is { } v ? v.ValueKind == JsonValueKind.Array && v.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number)
            ? [.. v.EnumerateArray().Select(e => e.GetDouble())] : throw Wrong(name, "a list of numbers") : [];

    public IReadOnlyList<string> Texts(string name) =>
        Value(name) is { } v ? v.ValueKind == JsonValueKind.Array && v.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
            ? [.. v.EnumerateArray().Select(e => e.GetString()!)] : throw Wrong(name, "a list of texts") : [];

    /// <summary>One id or a list of ids.</summary>
    public IReadOnlyList<int> Ids(string name) => Value(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Number } one => [Id(name, one)],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(e => Id(name, e))],
        _ => throw Wrong(name, "a token id or a list of them"),
    };

    public UserInputException Wrong(string name, string wanted) => new($"{File}: '{name}' is {Value(name)?.GetRawText() ?? "absent"}, it must be {wanted}");

    private int Id(string name, JsonElement id) => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out int known) ? known : throw Wrong(name, "a token id or a list of them");

    private JsonElement? Value(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
