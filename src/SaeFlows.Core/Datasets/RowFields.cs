using System.Text.Json;

namespace SaeFlows.Core.Datasets;

/// <summary>Reads columns of a record whatever their JSON type.</summary>
internal static class RowFields
{
    /// <summary>The column of that name; if there is none, the one that differs only in case. False for anything but an object.</summary>
    public static bool TryFind(this JsonElement row, string name, out JsonElement value)
    {
        value = default;
        if (row.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (row.TryGetProperty(name, out value))
        {
            return true;
        }

        foreach (var property in row.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = property.Value;
                return true;
            }
        }

        return false;
    }

    /// <summary>The first of the columns that holds text, a number or a boolean, as trimmed text; numbers as written. Null when none does.</summary>
    public static string? Text(this JsonElement row, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (row.TryFind(name, out var value) && Scalar(value) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>Text of a scalar value, null for null, empty text, arrays and objects.</summary>
    public static string? Scalar(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>The texts of an array column; null when there is no such array.</summary>
    public static List<string>? Items(this JsonElement row, string name) =>
        row.TryFind(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(v => Scalar(v) ?? string.Empty)]
            : null;

    /// <summary>Short scalar columns that are not among <paramref name="used"/>: what users may want to group by.</summary>
    public static Dictionary<string, string> Rest(this JsonElement row, params string[] used)
    {
        const int longest = 200;
        var rest = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in row.EnumerateObject())
        {
            if (!used.Contains(property.Name, StringComparer.OrdinalIgnoreCase) && Scalar(property.Value) is { Length: <= longest } text)
            {
                rest[property.Name] = text;
            }
        }

        return rest;
    }

    /// <summary>The column names, for messages.</summary>
    public static string Names(this JsonElement row) => row.ValueKind != JsonValueKind.Object ? "nothing" : string.Join(", ", row.EnumerateObject().Take(12).Select(p => p.Name));
}
