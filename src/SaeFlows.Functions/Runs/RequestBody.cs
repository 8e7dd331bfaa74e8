using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SaeFlows.Core;
using SaeFlows.Core.Durability;

namespace SaeFlows.Functions.Runs;

/// <summary>Reads what users send, strictly: a misspelt field is refused, where it would else be passed over in silence.</summary>
internal static class RequestBody
{
    private static readonly JsonSerializerOptions s_strict = new(DurableJson.Options)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <param name="json">The body; an empty one is an object without fields.</param>
    /// <exception cref="UserInputException">It is no JSON object of that form; one line that names the field and the fix.</exception>
    public static T Read<T>(string json)
        where T : class
    {
        var root = Parse(json);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new UserInputException($"The body is a JSON {root.ValueKind.ToString().ToLowerInvariant()}: send an object, such as {{\"dataset\":\"pocket-math\"}}.");
        }

        var fields = s_strict.GetTypeInfo(typeof(T)).Properties;
        foreach (var sent in root.EnumerateObject())
        {
            var field = fields.FirstOrDefault(known => string.Equals(known.Name, sent.Name, StringComparison.OrdinalIgnoreCase))
                ?? throw new UserInputException($"Field '{Shown(sent.Name)}' is not known: the fields are {string.Join(", ", fields.Select(known => known.Name))}.");
            RequireForm(field, sent.Value);
        }

        try
        {
            return root.Deserialize<T>(s_strict)!;
        }
        catch (JsonException error)
        {
            throw new UserInputException($"The body is not of the form that is asked for: {error.Message}", error);
        }
    }

    private static JsonElement Parse(string json)
    {
        try
        {
            return JsonElement.Parse(json.Length == 0 ? "{}" : json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new UserInputException($"The body is no JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}): send an object, such as {{\"dataset\":\"pocket-math\"}}.", error);
        }
    }

    private static void RequireForm(JsonPropertyInfo field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null && field.IsSetNullable)
        {
            return;
        }

        var type = Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
        var (fits, form) = type == typeof(string) ? (value.ValueKind == JsonValueKind.String, "a text")
            : type == typeof(int) ? (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _), "a whole number")
            : type == typeof(bool) ? (value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false")
            : (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String), "a list of texts");
        if (!fits)
        {
            throw new UserInputException($"Field '{field.Name}' is {Shown(value.GetRawText())}: give {form}.");
        }
    }

    private static string Shown(string text) => string.Concat((text.Length <= 60 ? text : text[..60] + "...").Select(letter => char.IsControl(letter) ? ' ' : letter));
}
