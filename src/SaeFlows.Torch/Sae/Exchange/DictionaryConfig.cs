using System.Text.Json.Serialization;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>dictionary_learning's <c>config.json</c>, as far as its loader reads it.</summary>
internal sealed record DictionaryConfig
{
    [JsonPropertyName("trainer")]
    public required DictionaryTrainer Trainer { get; init; }
}
