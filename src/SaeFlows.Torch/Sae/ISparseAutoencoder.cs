using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae;

/// <summary>A sparse autoencoder over activations of width <see cref="InputSize"/>; not thread-safe.</summary>
internal interface ISparseAutoencoder : IDisposable
{
    /// <summary>The kind's name in SAELens' <c>cfg.json</c>.</summary>
    string Architecture { get; }

    int InputSize { get; }

    int Latents { get; }

    /// <summary>Parameters by their SAELens names.</summary>
    IReadOnlyDictionary<string, Tensor> Weights { get; }

    /// <summary>Moves the weights there; inputs must then lie there too.</summary>
    void MoveTo(Device device);

    /// <summary>Latent activations <c>[n, latents]</c>, never negative, of inputs <c>[n, input]</c>.</summary>
    Tensor Encode(Tensor input);

    /// <summary>Reconstruction <c>[n, input]</c> from latents <c>[n, latents]</c>.</summary>
    Tensor Decode(Tensor latents);
}
