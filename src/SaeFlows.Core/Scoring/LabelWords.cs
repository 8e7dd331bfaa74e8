using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace SaeFlows.Core.Scoring;

/// <summary>The words by which a label is said.</summary>
internal static class LabelWords
{
    // Inflections of the labels of the shipped tasks; any other label is said by itself.
    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["literal"] = "literal(?:ly)?",
        ["metaphorical"] = "metaphor(?:s|ic|ical|ically)?|figurative(?:ly)?",
        ["entailment"] = "entail(?:s|ed|ment|ments)?",
        ["notentailment"] = @"(?:not|n't|non|no|doesn't|does not)[\s_-]*entail(?:s|ed|ment)?",
        ["contradiction"] = "contradict(?:s|ed|ion|ions|ory)?",
        ["neutral"] = "neutral|neither",
        ["notmentioned"] = @"(?:not|n't|never)[\s_-]*mention(?:ed|s)?",
        ["unknown"] = "unknown|uncertain|undetermined|cannot be determined",
    };

    private static readonly ConcurrentDictionary<string, Regex> Cache = new(StringComparer.Ordinal);

    /// <summary>A label without case, spaces, dashes and underscores.</summary>
    public static string Key(string label) => string.Concat(label.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The labels that the text mentions, in order, negated ones left out.</summary>
    public static List<string> Mentions(string text, IReadOnlyList<string> labels)
    {
        var found = new List<(int At, int Length, string Label)>();
        foreach (var label in labels)
        {
            foreach (var match in Pattern(label).EnumerateMatches(text))
            {
                if (StartsNegated(label) || !Negated(text, match.Index))
                {
                    found.Add((match.Index, match.Length, label));
                }
            }
        }

        return [.. found.Where(f => !found.Exists(g => Covers(g, f))).OrderBy(f => f.At).Select(f => f.Label)];
    }

    /// <summary>The label that the text begins with, or null.</summary>
    public static string? Begins(string text, IReadOnlyList<string> labels)
    {
        var start = text.TrimStart(' ', '\n', '\r', '\t', '*', '"', '\'', '(', '[');
        return Mentions(start, labels).FirstOrDefault() is { } first && Pattern(first).Match(start) is { Success: true, Index: 0 } ? first : null;
    }

    private static bool StartsNegated(string label) => Key(label).StartsWith("not", StringComparison.Ordinal);

    private static bool Covers((int At, int Length, string Label) outer, (int At, int Length, string Label) inner) =>
        outer.Length > inner.Length && outer.At <= inner.At && inner.At + inner.Length <= outer.At + outer.Length;

    private static bool Negated(string text, int at)
    {
        var before = text[..at].TrimEnd(' ', '-', '"', '\'', '*', '_').ToLowerInvariant();
        return Array.Exists(["not", "n't", "non", "never", "neither", "nor", "than", "of"], before.EndsWithWord);
    }

    private static bool EndsWithWord(this string text, string word) =>
        text.EndsWith(word, StringComparison.Ordinal)
        && (word == "n't" || text.Length == word.Length || !char.IsLetterOrDigit(text[^(word.Length + 1)]))
        && (word is not ("than" or "of") || text.EndsWith("rather than", StringComparison.Ordinal) || text.EndsWith("instead of", StringComparison.Ordinal));

    private static Regex Pattern(string label)
    {
        var key = Key(label);
        var form = Forms.TryGetValue(key, out var known) ? known : string.Join(@"[\s_-]*", label.Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape));
        return Cache.GetOrAdd(key, _ => new Regex($@"(?<![\p{{L}}\d])(?:{form})(?![\p{{L}}\d])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
    }
}
