using SaeFlows.Core;

namespace SaeFlows.Pocket.Assets;

/// <summary>Where the shipped model, SAE and domain profile lie: copied beside the application by the build.</summary>
/// <param name="Root">Folder that holds <c>model</c>, <c>sae</c> and <c>domain</c>.</param>
public sealed record PocketAssets(string Root)
{
    /// <summary>Name of the shipped model.</summary>
    public const string ModelName = "pocket";

    /// <summary>Name of the shipped domain profile, and the domain of <c>pocket-math</c>.</summary>
    public const string DomainName = "maths";

    /// <summary>The assets beside the running application.</summary>
    public static PocketAssets Shipped { get; } = new(Path.Combine(AppContext.BaseDirectory, "pocket"));

    /// <summary>Hugging Face layout: <c>config.json</c>, <c>model.safetensors</c>, <c>tokenizer.json</c>.</summary>
    public string ModelFolder => Path.Combine(Root, "model");

    /// <summary>SAELens layout, and the labels: <c>cfg.json</c>, <c>sae_weights.safetensors</c>, <c>labels.json</c>.</summary>
    public string SaeFolder => Path.Combine(Root, "sae");

    /// <summary><c>profile.json</c> and the data of the detectors without an SAE.</summary>
    public string DomainFolder => Path.Combine(Root, "domain");

    /// <exception cref="UserInputException">The folders are not there.</exception>
    public PocketAssets Checked()
    {
        string[] missing = [.. new[] { ModelFolder, SaeFolder, DomainFolder }.Where(f => !Directory.Exists(f))];
        return missing.Length == 0 ? this : throw new UserInputException($"{missing[0]}: no such folder; build the application again, or make the assets with 'saeflows pocket make --out {Root}'.");
    }
}
