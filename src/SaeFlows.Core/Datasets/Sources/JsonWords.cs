using System.Text.Json;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>Words for messages about JSON.</summary>
internal static class JsonWords
{
    public static string Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };

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
