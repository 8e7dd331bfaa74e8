using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>Words for messages about JSON.</summary>
internal static class JsonWords
{
    public static string Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether strings and names in the value can be read as text.</summary>
    public static bool IsUtf8(JsonElement element) => Utf8.IsValid(JsonMarshal.GetRawUtf8Value(element));

    /// <summary>The line, where the exception knows it.</summary>
    public static string Where(JsonException exception) => exception.LineNumber is { } line ? $" at line {line + 1}" : string.Empty;

    /// <summary>The message without its position (the caller says it better) and on one line.</summary>
    public static string Of(JsonException exception)
    {
        var message = exception.Message;
        foreach (var tail in (string[])[" LineNumber:", " Path:"])
        {
            var at = message.IndexOf(tail, StringComparison.Ordinal);
            message = at < 0 ? message : message[..at];
        }

        return message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
    }
}
