using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SaeFlows.Core.Detection;

/// <summary>
/// How misread tokens are found in questions of one domain: a data file (<c>profile.json</c>), so that a new domain needs no code.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DomainProfile
{
    /// <summary>A domain's pattern may cost no more than this on one token.</summary>
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(100);

    /// <summary>Name of the domain, such as <c>maths</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the profile is for and what it rests on; shown to nobody but its readers.</summary>
    public string About { get; init; } = string.Empty;

    /// <summary>Label domains that are expected in its questions; all others speak for a misreading.</summary>
    public required IReadOnlyList<string> Expected { get; init; }

    /// <summary>Tokens with expectations of their own; the first class that matches counts.</summary>
    public IReadOnlyList<TokenClass> Classes { get; init; } = [];

    /// <summary>Layer whose MLP output the SAE reads, 0-based; null takes the SAE's own.</summary>
    public int? Layer { get; init; }

    /// <summary>Strongest latents per token that are looked at.</summary>
    public required int TopK { get; init; }

    /// <summary>How labels become evidence.</summary>
    public LabelRule LabelRule { get; init; } = LabelRule.Mass;

    /// <summary>Latents that fire on a larger share of tokens are left out.</summary>
    public double MaxDensity { get; init; } = 0.1;

    /// <summary>Tokens that are never judged: the words of the question template.</summary>
    public IReadOnlyList<string> MaskTokens { get; init; } = [];

    /// <summary>Whether number words are never judged either.</summary>
    public bool MaskNumbers { get; init; }

    /// <summary>Per detector, the score above which a token is an ambiguity.</summary>
    public required IReadOnlyDictionary<string, double> Thresholds { get; init; }

    /// <summary>Whether a token may be an ambiguity at all.</summary>
    public bool IsJudged(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return !MaskTokens.Contains(token) && !(MaskNumbers && token.All(char.IsAsciiDigit));
    }

    /// <summary>The profile as it is for one token: with the expectations of the token's class.</summary>
    public DomainProfile For(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return ClassOf(token) is { } own ? this with { Expected = own.Expected } : this;
    }

    /// <summary>The first class that the token belongs to; null where it is in none.</summary>
    public TokenClass? ClassOf(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        string bare = token.Trim();
        return Classes.FirstOrDefault(own => Regex.IsMatch(bare, $"^(?:{own.Pattern})$", RegexOptions.CultureInvariant, MatchTimeout));
    }
}
