using SaeFlows.Core.Features;
using SaeFlows.Torch.Activations;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae;

/// <summary>Labels latents by where their activation falls in texts of known domain, and tests the labels on other texts.</summary>
internal static class LatentLabeller
{
    private const int WordsInLabel = 3;
    private const int MostSums = 1 << 26;

    /// <summary>Labels from one set of texts, qualities from another.</summary>
    public static LabelSet Label(ISparseAutoencoder sae, ActivationSet texts, ActivationSet heldOut, IReadOnlyList<string> domains, IReadOnlyList<string> vocabulary)
    {
        var (mass, density) = ByDomain(sae, texts, domains.Count);
        var (check, _) = ByDomain(sae, heldOut, domains.Count);
        var words = TopWords(sae, texts, vocabulary);
        var labels = new List<LatentLabel>();
        for (var latent = 0; latent < sae.Latents; latent++)
        {
            var total = mass.Sum(m => m[latent]);
            if (total <= 0)
            {
                continue;
            }

            var best = Enumerable.Range(0, domains.Count).MaxBy(d => mass[d][latent]);
            var shares = domains.Select((d, i) => KeyValuePair.Create(d, Math.Round(mass[i][latent] / total, 4))).ToDictionary();
            labels.Add(new LatentLabel(latent, $"{domains[best]}: {words[latent]}", domains[best], Quality(check, best, latent), Math.Round(density[latent], 5), shares));
        }

        return new LabelSet(sae.Latents, domains, labels);
    }

    /// <summary>Mass in the domain against the mean of the others: 0 when no more than theirs, 1 when they have none.</summary>
    private static double Quality(double[][] mass, int domain, int latent)
    {
        var own = mass[domain][latent];
        var others = Enumerable.Range(0, mass.Length).Where(d => d != domain).Average(d => mass[d][latent]);
        return own + others <= 0 ? 0 : Math.Round(Math.Max(0, ((2 * own) / (own + others)) - 1), 4);
    }

    /// <summary>Mean activation per token of each domain, and the share of tokens on which each latent fires.</summary>
    private static (double[][] Mass, double[] Density) ByDomain(ISparseAutoencoder sae, ActivationSet texts, int domains)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var sums = zeros(domains, sae.Latents);
        var fired = zeros(sae.Latents);
        var counts = zeros(domains);
        var rows = tensor(texts.Domains.Select(d => (long)d).ToArray());
        foreach (var (values, owners) in texts.Values.split(4096).Zip(rows.split(4096)))
        {
            using var inner = NewDisposeScope();
            var latents = sae.Encode(values);
            sums.index_add_(0, owners, latents, 1);
            counts.index_add_(0, owners, ones_like(owners, ScalarType.Float32), 1);
            fired.add_(latents.gt(0).sum(0, type: ScalarType.Float32));
        }

        var means = (sums / counts.clamp_min(1).unsqueeze(1)).data<float>().ToArray();
        var mass = Enumerable.Range(0, domains).Select(d => means.Skip(d * sae.Latents).Take(sae.Latents).Select(v => (double)v).ToArray()).ToArray();
        return (mass, [.. fired.data<float>().Select(f => f / (double)texts.Tokens.Length)]);
    }

    private static string[] TopWords(ISparseAutoencoder sae, ActivationSet texts, IReadOnlyList<string> vocabulary)
    {
        // Large vocabularies are added up for some latents at a time.
        int atOnce = Math.Clamp(MostSums / vocabulary.Count, 1, sae.Latents);
        return [.. Enumerable.Range(0, (sae.Latents + atOnce - 1) / atOnce).SelectMany(i => TopWords(sae, texts, vocabulary, i * atOnce, Math.Min(atOnce, sae.Latents - (i * atOnce))))];
    }

    private static IEnumerable<string> TopWords(ISparseAutoencoder sae, ActivationSet texts, IReadOnlyList<string> vocabulary, int from, int count)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var sums = zeros(vocabulary.Count, count);
        var rows = tensor(texts.Tokens.Select(t => (long)t).ToArray());
        foreach (var (values, owners) in texts.Values.split(4096).Zip(rows.split(4096)))
        {
            using var inner = NewDisposeScope();
            sums.index_add_(0, owners, sae.Encode(values).narrow(1, from, count), 1);
        }

        int words = Math.Min(WordsInLabel, vocabulary.Count);
        var best = sums.topk(words, 0).indexes.data<long>().ToArray();
        return [.. Enumerable.Range(0, count).Select(l => string.Join(' ', Enumerable.Range(0, words).Select(k => vocabulary[(int)best[(k * count) + l]])))];
    }
}
