using System.Globalization;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>Where the parts of a training lie.</summary>
/// <param name="Folder">The folder that the user named.</param>
/// <param name="Layers">How many layers are trained.</param>
/// <param name="Cache">Where shards lie that are kept; null puts them with the rest and lets them go.</param>
internal sealed record TrainingPaths(string Folder, int Layers, string? Cache)
{
    /// <summary>What a training needs to go on; not needed to use what it made.</summary>
    public string Work => Path.Combine(Folder, ".training");

    public string Shards => Cache ?? Path.Combine(Work, "shards");

    public string Checkpoint(int layer) => Path.Combine(Work, Text($"layer-{layer}.checkpoint.safetensors"));

    public string Shard(int round, int layer) => Path.Combine(Shards, Text($"shard-{round:D6}.layer-{layer}.safetensors"));

    /// <summary>Where a layer's autoencoder waits until it is registered.</summary>
    public string Candidate(int layer) => Path.Combine(Work, Text($"layer-{layer}"));

    /// <summary>Where a layer's autoencoder goes: the folder itself where there is one layer.</summary>
    public string Autoencoder(int layer) => Layers == 1 ? Folder : Path.Combine(Folder, Text($"layer-{layer}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
