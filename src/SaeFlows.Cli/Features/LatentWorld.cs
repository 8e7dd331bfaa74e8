using SaeFlows.Cli.PocketMaking;
using SaeFlows.Core;
using SaeFlows.Core.Features;
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Grammar;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Features;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Runtime;
using SaeFlows.Torch.Sae;

namespace SaeFlows.Cli.Features;

/// <summary>The built-in model with one of its autoencoders on texts that nothing was made from.</summary>
internal sealed class LatentWorld
{
    /// <summary>Streams of text apart from all those of the assets' making.</summary>
    private const int ExaminationText = 500_000;

    private const int Texts = 3_000;
    private const int MostExamples = 20;

    private readonly IReadOnlyList<(int Row, float Activation)>[] _firing;
    private readonly ActivationSet _set;
    private readonly int[][] _rowsOfText;
    private readonly int _seed;

    private LatentWorld(LabelSet labels, ActivationSet set, IReadOnlyList<(int Row, float Activation)>[] firing, int seed)
    {
        Labels = labels;
        _set = set;
        _firing = firing;
        _seed = seed;
        _rowsOfText = [.. Enumerable.Range(0, set.Texts.Length).GroupBy(row => set.Texts[row]).OrderBy(text => text.Key).Select(text => text.OrderBy(row => set.Positions[row]).ToArray())];
    }

    public LabelSet Labels { get; }

    /// <summary>The labels alone.</summary>
    /// <param name="assets">The assets.</param>
    /// <param name="random">True takes the random directions in the SAE's place: the floor.</param>
    /// <exception cref="UserInputException">The file is missing or broken.</exception>
    public static LabelSet LabelsOf(PocketAssets assets, bool random) => LabelSet.Read(Path.Combine(FolderOf(assets, random), DomainFolder.LabelsFile));

    /// <summary>Loads model and autoencoder, and runs the texts.</summary>
    /// <param name="assets">The assets.</param>
    /// <param name="random">As for the labels.</param>
    /// <param name="seed">Seed of texts and choices.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserInputException">A file is missing or broken.</exception>
    public static LatentWorld Load(PocketAssets assets, bool random, int seed, CancellationToken cancellationToken)
    {
        TorchLibrary.EnsureLoaded();
        var labels = LabelsOf(assets, random);
        var (sae, config) = SaeFolder.Read(FolderOf(assets, random));
        using var decoder = PocketDecoder.Read(assets.ModelFolder);
        using var held = sae;
        using var set = ActivationHarvest.Collect(decoder.Model, PocketCorpus.Marked(ExaminationText + seed, Texts), config.Layer, cancellationToken);
        return new LatentWorld(labels, set, FiringTable.Of(sae, set, cancellationToken), seed);
    }

    /// <summary>The contexts in which the latent fires most, one a text.</summary>
    public IReadOnlyList<LatentContext> Strongest(int latent, int count) =>
        [.. PeaksOf(latent).OrderByDescending(peak => peak.Activation).ThenBy(peak => peak.Row).Take(count).Select(peak => Context(peak.Row, peak.Activation))];

    /// <summary>Contexts for a label's examination: firing ones from the whole range of activations, as many silent ones, and the firing ones marked wrongly.</summary>
    public LatentExamples ExamplesOf(int latent)
    {
        var random = new Random(HashCode(latent));
        var firing = PeaksOf(latent).ToArray();
        random.Shuffle(firing);
        var fires = _firing[latent].Select(place => place.Row).ToHashSet();
        var silent = Enumerable.Range(0, _rowsOfText.Length).Except(firing.Select(peak => _set.Texts[peak.Row])).ToArray();
        random.Shuffle(silent);
        var chosen = firing.Take(MostExamples).ToList();
        return new LatentExamples(
            [.. chosen.Select(peak => Context(peak.Row, peak.Activation))],
            [.. silent.Take(MostExamples).Select(text => Context(_rowsOfText[text][random.Next(_rowsOfText[text].Length)], 0))],
            [.. chosen.Select(peak => _rowsOfText[_set.Texts[peak.Row]].Where(row => !fires.Contains(row)).ToArray()).Where(rows => rows.Length > 0).Select(rows => Context(rows[random.Next(rows.Length)], 0))]);
    }

    /// <summary>Where the latent fires most in each text in which it fires.</summary>
    private IEnumerable<(int Row, float Activation)> PeaksOf(int latent) =>
        _firing[latent].GroupBy(place => _set.Texts[place.Row]).Select(text => text.MaxBy(place => place.Activation));

    private LatentContext Context(int row, double activation)
    {
        int[] rows = _rowsOfText[_set.Texts[row]];
        return new LatentContext([.. rows.Select(r => Words.Vocabulary[_set.Tokens[r]])], Array.IndexOf(rows, row), activation, Domains.All[_set.Domains[row]]);
    }

    private static string FolderOf(PocketAssets assets, bool random) => random ? Path.Combine(assets.DomainFolder, DomainFolder.RandomFolder) : assets.SaeFolder;

    private int HashCode(int latent) => unchecked((_seed * 1_000_003) + latent);
}
