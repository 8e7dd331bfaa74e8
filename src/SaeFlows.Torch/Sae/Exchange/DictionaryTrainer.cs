using System.Text.Json.Serialization;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>The <c>trainer</c> section of dictionary_learning's <c>config.json</c>.</summary>
internal sealed record DictionaryTrainer
{
    [JsonPropertyName("dict_class")]
    public required string Class { get; init; }

    [JsonPropertyName("activation_dim")]
    public int InputSize { get; init; }

    [JsonPropertyName("dict_size")]
    public int Latents { get; init; }

    [JsonPropertyName("k")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? K { get; init; }

    [JsonPropertyName("layer")]
    public int? Layer { get; init; }

    [JsonPropertyName("lm_name")]
    public string? Model { get; init; }

    [JsonPropertyName("submodule_name")]
    public string? Submodule { get; init; }
}
