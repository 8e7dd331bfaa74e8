using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>
/// A decoder that reads only the rows of the latents that fire, forward and back (torch's embedding bag): the work grows with the active
/// latents, not with all of them. For devices whose gathers are fast; differentiable in the rows and in the latents.
/// </summary>
/// <remarks>Owns the module, not the weight: that belongs to whoever trains it.</remarks>
internal sealed class GatheredDecoder : IDisposable
{
    private readonly EmbeddingBag _bag;

    /// <param name="weight">W_dec [latents, input], float32.</param>
    public GatheredDecoder(Parameter weight)
    {
        // Its own weight is replaced at once: one row of it is enough.
        _bag = nn.EmbeddingBag(1, weight.shape[1], mode: EmbeddingBagMode.Sum, device: weight.device);
        _bag.weight = weight;
    }

    /// <summary>Sums of rows [tokens, input], where each token has equally many latents.</summary>
    /// <param name="values">Activations [tokens, k].</param>
    /// <param name="latents">Which they are of, int64 [tokens, k].</param>
    public Tensor Decode(Tensor values, Tensor latents) => _bag.forward(latents, null, values);

    /// <summary>Sums of rows [tokens, input] from entries in any order, any number a token.</summary>
    /// <param name="values">Activations [entries].</param>
    /// <param name="places">token * latents + latent, int64 [entries].</param>
    /// <param name="tokens">Tokens.</param>
    /// <param name="latents">Latents in all.</param>
    public Tensor Decode(Tensor values, Tensor places, long tokens, long latents)
    {
        var (ordered, order) = places.sort();
        var counts = ordered.div(latents, RoundingMode.floor).bincount(null, tokens);
        return _bag.forward(ordered.remainder(latents), counts.cumsum(0) - counts, values.index_select(0, order));
    }

    public void Dispose() => _bag.Dispose();
}
