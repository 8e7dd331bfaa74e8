using SaeFlows.Core.Features;
using SaeFlows.Pocket.Grammar;

namespace SaeFlows.Pocket.Features;

/// <summary>
/// Reads labels of the form <c>domain: word word word</c> by rule: the latent fires at one of the words, in texts whose cue words are of that domain or
/// of none. It needs no chat model, and knows nothing beyond what the label says.
/// </summary>
public sealed class PocketLabelJudge : ILatentJudge
{
    public bool FiresIn(string label, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Enumerable.Range(0, words.Count).Any(place => FiresAt(label, words, place));
    }

    public bool FiresAt(string label, IReadOnlyList<string> words, int marked)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(words);
        string[] parts = label.Split(": ", 2);
        string? domain = DomainOf(words);
        return parts.Length == 2 && parts[1].Split(' ').Contains(words[marked]) && (domain is null || domain == parts[0]);
    }

    /// <summary>The domain whose cues the text holds; null where it holds none, or those of several.</summary>
    private static string? DomainOf(IReadOnlyList<string> words)
    {
        var cued = Domains.All.Where(domain => words.Any(word => Words.Cues[domain].Contains(word) || Words.Verbs[domain].Contains(word))).ToList();
        return cued.Count == 1 ? cued[0] : null;
    }
}
