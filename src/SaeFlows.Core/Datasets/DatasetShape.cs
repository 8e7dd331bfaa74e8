using System.Text.Json;

namespace SaeFlows.Core.Datasets;

/// <summary>What is known of a file before it is read: enough to recognise its format.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Container">How records lie in it.</param>
/// <param name="Samples">The first readable records, at most <see cref="SampleRows"/>.</param>
/// <param name="Root">Small properties that stand beside the records at the top of a JSON document; empty otherwise.</param>
public sealed record DatasetShape(
    string Path,
    DatasetContainer Container,
    IReadOnlyList<JsonElement> Samples,
    IReadOnlyDictionary<string, JsonElement> Root)
{
    /// <summary>How many records are looked at.</summary>
    public const int SampleRows = 20;

    /// <summary>All column names of the samples, in order of appearance.</summary>
    public IReadOnlyList<string> Columns { get; } =
        [.. Samples.Where(s => s.ValueKind == JsonValueKind.Object).SelectMany(s => s.EnumerateObject().Select(p => p.Name)).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether every one of the names is a column, exactly spelled.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!Columns.Contains(name, StringComparer.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first record that has the column, or an undefined element.</summary>
    public JsonElement First(string name)
    {
        foreach (var sample in Samples)
        {
            if (sample.ValueKind == JsonValueKind.Object && sample.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return default;
    }
}
