using System.Buffers;
using System.Text.Json;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>Gives rows of tables the form that JSON rows have, so that a format is written once.</summary>
internal static class JsonRecord
{
    public static JsonElement Of(IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            for (var i = 0; i < names.Count && i < values.Count; i++)
            {
                writer.WriteString(names[i], values[i]);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
