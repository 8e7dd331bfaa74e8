namespace SaeFlows.Core.Features;

/// <summary>The labels of an SAE's latents, as kept in a <c>labels.json</c>.</summary>
/// <param name="Latents">Width of the SAE.</param>
/// <param name="Domains">The domains that labels name.</param>
/// <param name="Labels">Labelled latents, ascending; a latent without label never fired on labelling text.</param>
public sealed record LabelSet(int Latents, IReadOnlyList<string> Domains, IReadOnlyList<LatentLabel> Labels)
{
    /// <summary>Labels by latent; null where a latent has none.</summary>
    public LatentLabel?[] ByLatent()
    {
        var all = new LatentLabel?[Latents];
        foreach (var label in Labels)
        {
            all[label.Latent] = label;
        }

        return all;
    }

    /// <summary>The same labels on other latents: mass, domain and quality are dealt out anew among labelled latents.</summary>
    public LabelSet Shuffled(int seed)
    {
        var order = Enumerable.Range(0, Labels.Count).ToArray();
        new Random(seed).Shuffle(order);
        return this with { Labels = [.. Labels.Select((own, i) => Labels[order[i]] with { Latent = own.Latent, Density = own.Density })] };
    }

    /// <exception cref="UserInputException">The file is missing, not JSON, or names latents outside the SAE.</exception>
    public static LabelSet Read(string path)
    {
        var set = DataFile.Read<LabelSet>(path);
        if (set.Labels.FirstOrDefault(l => l.Latent < 0 || l.Latent >= set.Latents) is { } outside)
        {
            throw new UserInputException($"{path}: names latent {outside.Latent}, but the SAE has {set.Latents}; the file belongs to another SAE.");
        }

        return set;
    }

    public void Write(string path) => DataFile.Write(path, this);
}
