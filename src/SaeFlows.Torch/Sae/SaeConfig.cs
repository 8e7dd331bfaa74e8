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

    [JsonPropertyName("model_name")]
    public required string Model { get; init; }

    [JsonPropertyName("hook_name")]
    public required string Hook { get; init; }

    [JsonPropertyName("hook_layer")]
    public required int Layer { get; init; }

    /// <summary>Measured on held-out tokens when it was made: <c>fvu</c>, <c>l0</c>, <c>l0Share</c>, <c>deadShare</c>, <c>tokens</c>.</summary>
    [JsonPropertyName("metrics")]
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Command, seed and settings that made it.</summary>
    [JsonPropertyName("made_by")]
    public IReadOnlyDictionary<string, string> MadeBy { get; init; } = new Dictionary<string, string>();
}
