namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>Where an autoencoder belongs; kept in layouts that have no field for it, whose loaders pass over what they do not know.</summary>
internal sealed record SaeOrigin(string Model, string Hook, int Layer);
