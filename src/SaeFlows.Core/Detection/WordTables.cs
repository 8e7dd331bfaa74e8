namespace SaeFlows.Core.Detection;

/// <summary>
/// Word and word-pair counts of labelled text, in the expected domains and outside them: the detectors <c>frequency</c> and
/// <c>bigram</c>, which need no model. A score is the log of how much likelier the word is outside.
/// </summary>
/// <param name="Words">Per word: counts inside and outside.</param>
/// <param name="Pairs">Per pair, first and second word with a space between: counts inside and outside.</param>
public sealed record WordTables(IReadOnlyDictionary<string, long[]> Words, IReadOnlyDictionary<string, long[]> Pairs)
{
    private const double Smoothing = 1;

    private readonly double _inside = Words.Values.Sum(c => (double)c[0]);
    private readonly double _outside = Words.Values.Sum(c => (double)c[1]);

    /// <summary>Counts texts of words.</summary>
    public static WordTables Count(IEnumerable<(bool Outside, IReadOnlyList<string> Words)> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var words = new SortedDictionary<string, long[]>(StringComparer.Ordinal);
        var pairs = new SortedDictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var (outside, text) in texts)
        {
            for (var i = 0; i < text.Count; i++)
            {
                Add(words, text[i], outside);
                Add(pairs, Pair(i == 0 ? string.Empty : text[i - 1], text[i]), outside);
            }
        }

        return new WordTables(words, pairs);
    }

    /// <summary>Log ratio of the word's share of text outside and inside the expected domains; 0 for a word never seen.</summary>
    public double Frequency(string word) => Words.TryGetValue(word, out var c)
        ? Math.Log((c[1] + Smoothing) / (_outside + (Smoothing * Words.Count))) - Math.Log((c[0] + Smoothing) / (_inside + (Smoothing * Words.Count)))
        : 0;

    /// <summary>The same for the word given the one before it; empty for the first word's predecessor.</summary>
    public double Bigram(string before, string word)
    {
        var pair = Pairs.GetValueOrDefault(Pair(before, word)) ?? [0, 0];
        long[] first = before.Length == 0 ? [(long)_inside, (long)_outside] : Words.GetValueOrDefault(before) ?? [0, 0];
        return Math.Log((pair[1] + Smoothing) / (first[1] + (Smoothing * Words.Count))) - Math.Log((pair[0] + Smoothing) / (first[0] + (Smoothing * Words.Count)));
    }

    private static string Pair(string before, string word) => before + " " + word;

    private static void Add(SortedDictionary<string, long[]> counts, string key, bool outside)
    {
        if (!counts.TryGetValue(key, out var both))
        {
            counts[key] = both = [0, 0];
        }

        both[outside ? 1 : 0]++;
    }
}
