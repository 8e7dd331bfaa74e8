namespace SaeFlows.Core.Detection;

/// <summary>
/// How misread tokens are found in questions of one domain: a data file (<c>profile.json</c>), so that a new domain needs no code.
/// </summary>
public sealed record DomainProfile
{
    /// <summary>Name of the domain, such as <c>maths</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Label domains that are expected in its questions; all others speak for a misreading.</summary>
    public required IReadOnlyList<string> Expected { get; init; }

    /// <summary>Layer whose MLP output the SAE reads, 0-based.</summary>
    public required int Layer { get; init; }

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
}
