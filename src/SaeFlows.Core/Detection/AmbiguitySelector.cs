namespace SaeFlows.Core.Detection;

/// <summary>Picks the ambiguities of a question from its tokens' scores. Pure.</summary>
public static class AmbiguitySelector
{
    /// <summary>Decimals that scores keep, so that rounding noise of a batch decides nothing.</summary>
    private const int Decimals = 4;

    /// <summary>Tokens above the profile's threshold for the detector; tokens that the profile does not judge are left out.</summary>
    /// <exception cref="UserInputException">The profile has no threshold for the detector.</exception>
    public static DetectorResult Select(string detector, IReadOnlyList<TokenScore> tokens, DomainProfile profile)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(profile);
        if (!profile.Thresholds.TryGetValue(detector, out var threshold))
        {
            throw new UserInputException($"domain profile '{profile.Name}': no threshold for detector '{detector}'; it knows {string.Join(", ", profile.Thresholds.Keys)}.");
        }

        var judged = tokens.Where(t => profile.IsJudged(t.Text)).Select(t => t with { Score = Math.Round(t.Score, Decimals) }).ToList();
        var ambiguities = judged.Where(t => t.Score > threshold).Select(t => new Ambiguity(t.Span, t.Text, t.Score, t.ReadAs, t.Evidence));
        return new DetectorResult(detector, judged.Count == 0 ? 0 : judged.Max(t => t.Score), threshold, [.. ambiguities]);
    }
}
