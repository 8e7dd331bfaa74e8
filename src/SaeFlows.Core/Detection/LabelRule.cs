using System.Text.Json.Serialization;

namespace SaeFlows.Core.Detection;

/// <summary>How the labels of a token's latents become its mismatch.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LabelRule>))]
public enum LabelRule
{
    /// <summary>A latent counts with its quality, against the expected domains or not at all, as its label's domain says.</summary>
    Hard,

    /// <summary>A latent counts with the prior-normalised mass of its strongest unexpected domain, as a share of that and the expected domains' mass.</summary>
    Mass,
}
