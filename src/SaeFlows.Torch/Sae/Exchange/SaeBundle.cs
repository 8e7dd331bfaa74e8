using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>An autoencoder with what is known of it, as it goes from one layout to another.</summary>
/// <param name="Sae">Float32 weights.</param>
/// <param name="Config">What it is for and how it was made.</param>
/// <param name="LogSparsity">log10 of the share of tokens on which each latent fires [latents]; null where unknown.</param>
internal sealed record SaeBundle(ISparseAutoencoder Sae, SaeConfig Config, Tensor? LogSparsity = null) : IDisposable
{
    public void Dispose()
    {
        Sae.Dispose();
        LogSparsity?.Dispose();
    }
}
