using System.Text.Json.Serialization;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>sparsify's <c>cfg.json</c>.</summary>
internal sealed record SparsifyConfig
{
    [JsonPropertyName("activation")]
    public string Activation { get; init; } = "topk";

    [JsonPropertyName("expansion_factor")]
    public int Expansion { get; init; } = 32;

    [JsonPropertyName("normalize_decoder")]
    public bool NormalisesDecoder { get; init; } = true;

    /// <summary>0 means the width times the expansion factor.</summary>
    [JsonPropertyName("num_latents")]
    public int Latents { get; init; }

    [JsonPropertyName("k")]
    public int K { get; init; } = 32;

    [JsonPropertyName("multi_topk")]
    public bool MultiTopK { get; init; }

    [JsonPropertyName("skip_connection")]
    public bool Skips { get; init; }

    [JsonPropertyName("transcode")]
    public bool Transcodes { get; init; }

    [JsonPropertyName("d_in")]
    public required int InputSize { get; init; }

    [JsonPropertyName("saeflows_origin")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SaeOrigin? Origin { get; init; }
}
