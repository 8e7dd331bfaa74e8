using SaeFlows.Core;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Features;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Probes;
using SaeFlows.Torch.Runtime;
using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Sae.Exchange;
using TorchSharp;

namespace SaeFlows.Cli.DomainMaking;

/// <summary>Labels of an autoencoder and the data of the other detectors, from texts of known domain.</summary>
internal sealed class DomainInstruments(LanguageModel model, SaeBundle sae, DomainProfile profile, IReadOnlyList<string> domains)
{
    private readonly int _layer = profile.Layer!.Value;

    /// <summary>Writes <c>sae</c> with labels, and <c>domain</c> with tables, probe and labelled random directions; all thresholds are open.</summary>
    public LabelSet Write(string folder, IReadOnlyList<DomainText> texts, IReadOnlyList<DomainText> heldOut, int seed, CancellationToken cancellationToken)
    {
        var (own, words) = Collect(texts, cancellationToken);
        using var harvested = own;
        var (check, _) = Collect(heldOut, cancellationToken);
        using var checkedOn = check;

        string saeFolder = Path.Combine(folder, "sae");
        SaeLensFormat.Write(saeFolder, sae.Sae, sae.Config with { Layer = _layer }, sae.LogSparsity);
        var labels = LatentLabeller.Label(sae.Sae, own, check, domains, words);
        labels.Write(Path.Combine(saeFolder, DomainFolder.LabelsFile));

        string domainFolder = Directory.CreateDirectory(Path.Combine(folder, "domain")).FullName;
        string randomFolder = Path.Combine(domainFolder, DomainFolder.RandomFolder);
        using var random = RandomDirections.Create(own.Values, sae.Sae.Latents, Density(labels), seed);
        SaeFolder.Write(randomFolder, random, RandomConfig());
        LatentLabeller.Label(random, own, check, domains, words).Write(Path.Combine(randomFolder, DomainFolder.LabelsFile));
        DataFile.Write(Path.Combine(domainFolder, DomainFolder.TablesFile), WordTables.Count(texts.Select(text => (IsOther(text.Domain), text.Words))));
        DataFile.Write(Path.Combine(domainFolder, DomainFolder.ProbeFile), Probe(own, words));
        DataFile.Write(Path.Combine(domainFolder, DomainFolder.ProfileFile), profile with { Thresholds = DetectorNames.All.ToDictionary(name => name, _ => double.MaxValue) });
        return labels;
    }

    private bool IsOther(int domain) => !profile.Expected.Contains(domains[domain]);

    /// <summary>Activations, with token ids that count through the words that occur, and those words.</summary>
    private (ActivationSet Set, IReadOnlyList<string> Words) Collect(IReadOnlyList<DomainText> texts, CancellationToken cancellationToken)
    {
        var set = ActivationHarvest.Collect(model, [.. texts.Select(text => text.Marked)], _layer, cancellationToken);
        var places = new Dictionary<int, int>();
        int[] dense = [.. set.Tokens.Select(id => places.TryGetValue(id, out int at) ? at : places[id] = places.Count)];
        string[] words = [.. places.OrderBy(place => place.Value).Select(place => model.Tokenizer.Decode([place.Key], continuation: true).Trim())];
        return (set with { Tokens = dense }, words);
    }

    /// <summary>A probe fitted on the tokens that detection judges, so that it spends nothing on others.</summary>
    private LinearProbe Probe(ActivationSet set, IReadOnlyList<string> words)
    {
        using var scope = torch.NewDisposeScope();
        int[] judged = [.. Enumerable.Range(0, set.Tokens.Length).Where(i => profile.IsJudged(words[set.Tokens[i]]))];
        var inputs = set.Values.index_select(0, torch.tensor(judged.Select(i => (long)i).ToArray()));
        return LinearProbe.Fit(inputs, [.. judged.Select(i => IsOther(set.Domains[i]))]);
    }

    /// <summary>The random directions fire on as large a share of the tokens as those latents do that the profile looks at.</summary>
    private double Density(LabelSet labels) =>
        labels.Labels.Select(label => label.Density).Where(density => density <= profile.MaxDensity).DefaultIfEmpty(profile.MaxDensity / 2).Average();

    private SaeConfig RandomConfig() => new()
    {
        InputSize = sae.Sae.InputSize,
        Latents = sae.Sae.Latents,
        Model = sae.Config.Model,
        Hook = sae.Config.Hook,
        Layer = _layer,
        MadeBy = new Dictionary<string, string> { ["what"] = "random directions, a control", ["command"] = "saeflows domain make" },
    };
}
