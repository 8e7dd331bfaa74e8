using SaeFlows.Core.Features;

namespace SaeFlows.Core.Detection;

/// <summary>
/// Turns a token's active latents into a mismatch between 0 and 1: the share of its activation that labels lay outside the
/// expected domains. Pure; thread-safe.
/// </summary>
public sealed class MismatchScorer
{
    private readonly LatentLabel?[] _labels;
    private readonly DomainProfile _profile;
    private readonly double[] _weights;

    public MismatchScorer(LabelSet labels, DomainProfile profile)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(profile);
        _labels = labels.ByLatent();
        _profile = profile;
        _weights = [.. _labels.Select(l => l is null ? 0 : Weight(l))];
    }

    /// <summary>Whether a latent is looked at: labelled, and not one that fires nearly everywhere.</summary>
    public bool IsUsable(int latent) => _labels[latent] is { } label && label.Density <= _profile.MaxDensity;

    /// <summary>The strongest usable latents of a token, strongest first, at most the profile's top k.</summary>
    /// <param name="activations">One value per latent of the SAE; zero or less where a latent is silent.</param>
    public IReadOnlyList<LatentHit> Top(ReadOnlySpan<float> activations)
    {
        var hits = new List<LatentHit>();
        for (var i = 0; i < activations.Length; i++)
        {
            if (activations[i] > 0 && IsUsable(i))
            {
                var label = _labels[i]!;
                hits.Add(new LatentHit(i, activations[i], label.Label, label.Domain, label.Quality));
            }
        }

        return [.. hits.OrderByDescending(h => h.Activation).ThenBy(h => h.Latent).Take(_profile.TopK)];
    }

    /// <summary>Mismatch of a token from its top latents; 0 where none is active.</summary>
    public double Score(IReadOnlyList<LatentHit> top)
    {
        ArgumentNullException.ThrowIfNull(top);
        var total = top.Sum(h => h.Activation);
        return total <= 0 ? 0 : top.Sum(h => h.Activation * _weights[h.Latent]) / total;
    }

    /// <summary>The unexpected domain that most of the evidence names; empty where there is none.</summary>
    public string ReadAs(IReadOnlyList<LatentHit> top)
    {
        var best = top.Where(h => !_profile.Expected.Contains(h.Domain)).GroupBy(h => h.Domain)
            .OrderByDescending(g => g.Sum(h => h.Activation * h.Quality)).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault();
        return best?.Key ?? string.Empty;
    }

    private double Weight(LatentLabel label)
    {
        if (_profile.LabelRule == LabelRule.Hard)
        {
            return _profile.Expected.Contains(label.Domain) ? 0 : label.Quality;
        }

        // Masses are densities, so the strongest unexpected domain is set against the mean expected one: several silent domains dilute nothing.
        var expected = _profile.Expected.Sum(d => label.Mass.GetValueOrDefault(d)) / _profile.Expected.Count;
        var other = label.Mass.Where(m => !_profile.Expected.Contains(m.Key)).Select(m => m.Value).DefaultIfEmpty(0).Max();
        return other / Math.Max(1e-12, expected + other);
    }
}
