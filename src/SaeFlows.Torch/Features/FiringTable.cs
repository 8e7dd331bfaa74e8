using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Sae;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Features;

/// <summary>Where each latent fires in a set of texts; kept sparse.</summary>
internal static class FiringTable
{
    private const int ChunkRows = 4096;

    /// <summary>Per latent: the rows of the set on which it fires, ascending, with its activation.</summary>
    public static IReadOnlyList<(int Row, float Activation)>[] Of(ISparseAutoencoder sae, ActivationSet set, CancellationToken cancellationToken)
    {
        var all = Enumerable.Range(0, sae.Latents).Select(_ => new List<(int, float)>()).ToArray();
        using var none = no_grad();
        using var scope = NewDisposeScope();
        int first = 0;
        foreach (var values in set.Values.split(ChunkRows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var latents = sae.Encode(values);
            var places = latents.nonzero();
            long[] at = places.data<long>().ToArray();
            float[] activations = latents.masked_select(latents.ne(0)).data<float>().ToArray();
            for (int i = 0; i < activations.Length; i++)
            {
                all[at[(2 * i) + 1]].Add((first + (int)at[2 * i], activations[i]));
            }

            first += (int)values.shape[0];
        }

        return all;
    }
}
