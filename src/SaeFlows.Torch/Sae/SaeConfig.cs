using System.Text.Json;
using System.Text.Json.Serialization;

namespace SaeFlows.Torch.Sae;

/// <summary>The <c>cfg.json</c> of an SAE in SAELens' layout, with how it was made and what was measured.</summary>
internal sealed record SaeConfig
{
    [JsonPropertyName("architecture")]
    public string Architecture { get; init; } = "standard";

    [JsonPropertyName("d_in")]
    public required int InputSize { get; init; }

    [JsonPropertyName("d_sae")]
    public required int Latents { get; init; }

    [JsonPropertyName("dtype")]
    public string Precision { get; init; } = "float32";

    [JsonPropertyName("device")]
    public string Device { get; init; } = "cpu";

    [JsonPropertyName("apply_b_dec_to_input")]
    public bool SubtractsDecoderBias { get; init; } = true;

    [JsonPropertyName("normalize_activations")]
    public string Normalisation { get; init; } = "none";

    [JsonPropertyName("reshape_activations")]
    public string Reshaping { get; init; } = "none";

    /// <summary>Most active latents, for topk; for what was trained as batchtopk their mean.</summary>
    [JsonPropertyName("k")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? K { get; init; }

    /// <summary>topk only: latents are chosen by activation times decoder norm. Never true of what we write: norms are folded.</summary>
    [JsonPropertyName("rescale_acts_by_decoder_norm")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ChoosesByDecoderNorm { get; init; }

    [JsonPropertyName("model_name")]
    public string Model { get; init; } = string.Empty;

    [JsonPropertyName("hook_name")]
    public string Hook { get; init; } = string.Empty;

    /// <summary>From 0; -1 where the file does not say.</summary>
    [JsonPropertyName("hook_layer")]
    public int Layer { get; init; } = -1;

    /// <summary>Measured on held-out tokens when it was made: <c>fvu</c>, <c>l0</c>, <c>l0Share</c>, <c>deadShare</c>, <c>tokens</c>.</summary>
    [JsonPropertyName("metrics")]
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Command, seed and settings that made it.</summary>
    [JsonPropertyName("made_by")]
    public IReadOnlyDictionary<string, string> MadeBy { get; init; } = new Dictionary<string, string>();

    /// <summary>SAELens' own notes since its version 6; <c>sae_lens_version</c> tells its loader the form of the file.</summary>
    [JsonPropertyName("metadata")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }
}
