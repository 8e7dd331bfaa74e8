namespace SaeFlows.Core.Datasets.Formats;

/// <summary>The two labels of metaphor datasets and how the question is put.</summary>
internal static class MetaphorLabels
{
    public const string Literal = "literal";
    public const string Metaphorical = "metaphorical";

    public static readonly IReadOnlyList<string> Both = [Literal, Metaphorical];

    /// <summary>The label that a dataset's value stands for; null when it stands for none.</summary>
    public static string? Of(string? value) => value?.Trim().ToLowerInvariant() switch
    {
        "0" or "0.0" or "l" or "lit" or "literal" or "non-metaphor" or "nonmetaphor" or "non-metaphorical" or "false" or "no" => Literal,
        "1" or "1.0" or "m" or "met" or "metaphor" or "metaphorical" or "metaphoric" or "nonliteral" or "non-literal" or "figurative" or "true" or "yes" => Metaphorical,
        _ => null,
    };

    /// <summary>One question about one word of a sentence (or of a phrase, as <paramref name="kind"/> says).</summary>
    public static RowReading Ask(string? id, string sentence, string target, string? value, Dictionary<string, string> metadata, string kind = "sentence")
    {
        if (Of(value) is not { } label)
        {
            return RowReading.Reject(value is null
                ? "no label: expected literal or metaphorical, or 0 or 1"
                : $"the label '{Excerpt.Of(value)}' is neither literal nor metaphorical (nor 0 or 1)");
        }

        metadata["target"] = target;
        return Readings.Label(id, $"{sentence}\n\nIn this {kind}, is \"{target}\" used literally or metaphorically?", label, Both, metadata);
    }
}
