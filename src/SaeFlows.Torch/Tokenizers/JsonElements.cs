using System.Text.Json;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>Reading of optional fields: a missing field and an explicit null mean the same in these files.</summary>
internal static class JsonElements
{
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? Text(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static bool Flag(this JsonElement element, string name, bool otherwise = false) =>
        element.Field(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : otherwise;

    public static int Whole(this JsonElement element, string name, int otherwise) =>
        element.Field(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : otherwise;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
}
