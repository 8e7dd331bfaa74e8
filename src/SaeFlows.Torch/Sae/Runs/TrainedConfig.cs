using System.Globalization;
using System.Text.Json;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Evaluation;
using SaeFlows.Torch.Sae.Kinds;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>The configuration that a trained autoencoder is kept with.</summary>
internal static class TrainedConfig
{
    /// <summary>Name of the kind among SAELens' metadata: a batchtopk can't be told from a jumprelu by its weights.</summary>
    public const string KindKey = "saeflows_kind";

    public static SaeConfig Of(SaeTrainingSettings settings, ISparseAutoencoder sae, SaeEvaluation result) => new()
    {
        Architecture = sae.Architecture,
        InputSize = sae.InputSize,
        Latents = sae.Latents,
        SubtractsDecoderBias = sae is SparseAutoencoder { SubtractsDecoderBias: true },
        K = settings.Kind is SaeKinds.TopK or SaeKinds.BatchTopK ? settings.K : null,
        Model = Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.Model)),
        Hook = SaeSites.HookOf(settings.Site, result.Layer),
        Layer = result.Layer,
        Metrics = new Dictionary<string, double>
        {
            ["fvu"] = result.Fvu, ["l0"] = result.L0, ["l0Share"] = result.L0Share, ["deadShare"] = result.DeadShare, ["ceRecovered"] = result.CeRecovered, ["tokens"] = result.Tokens,
        },
        MadeBy = new Dictionary<string, string>
        {
            ["command"] = "saeflows sae train",
            ["seed"] = settings.Seed.ToString(CultureInfo.InvariantCulture),
            ["settings"] = DurableJson.Serialize(settings with { Model = Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.Model)), Text = Path.GetFileName(settings.Text) }),
        },
        Metadata = new Dictionary<string, JsonElement>
        {
            [KindKey] = JsonSerializer.SerializeToElement(settings.Kind),
            ["context_size"] = JsonSerializer.SerializeToElement(settings.ContextLength),
            ["prepend_bos"] = JsonSerializer.SerializeToElement(true),
        },
    };

    /// <summary>The kind that a configuration tells, or what its architecture stands for.</summary>
    public static string KindOf(SaeConfig config) =>
        config.Metadata?.GetValueOrDefault(KindKey) is { ValueKind: JsonValueKind.String } kind && SaeKinds.All.Contains(kind.GetString()) ? kind.GetString()!
        : config.Architecture == "jumprelu" && config.K is not null ? SaeKinds.BatchTopK
        : AutoencoderKinds.KindOf(config.Architecture);
}
