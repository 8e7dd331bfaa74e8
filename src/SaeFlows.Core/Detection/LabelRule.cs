using System.Text.Json.Serialization;

namespace SaeFlows.Core.Detection;

/// <summary>How the labels of a token's latents become its mismatch.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LabelRule>))]
public enum LabelRule
{
    /// <summary>A latent counts with its quality, against the expected domains or not at all, as its label's domain says.</summary>
    Hard,

    /// <summary>A latent counts with the share of its prior-normalised mass that lies outside the expected domains.</summary>
    Mass,
}
