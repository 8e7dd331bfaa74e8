using SaeFlows.Torch.Models;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Activations;

/// <summary>Runs windows through a model and keeps what some layers put out at one site: all of them from the same passes.</summary>
/// <param name="decoder">The model.</param>
/// <param name="layers">Layers, from 0.</param>
/// <param name="site">Place in the layer.</param>
/// <param name="begin">The begin mark, whose activations are left out.</param>
internal sealed class ActivationHarvester(Decoder decoder, IReadOnlyList<int> layers, ActivationSite site, int? begin)
{
    private const int RowsAPass = 16;

    /// <summary>
    /// Activations of at most so many tokens, in order, for each layer [tokens, width], and the place after them. Windows stay whole, so
    /// there may be up to a pass of them less. The caller disposes the tensors.
    /// </summary>
    public (IReadOnlyList<Tensor> Layers, TokenPosition After) Harvest(IEnumerable<(int[] Tokens, TokenPosition After)> windows, int tokens, TokenPosition from, CancellationToken cancellationToken)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var parts = layers.Select(_ => new List<Tensor>()).ToList();
        var after = from;
        long kept = 0;
        foreach (var rows in windows.Chunk(RowsAPass))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = new TokenBatch([.. rows.Select(r => r.Tokens)], begin);
            var places = batch.Places();
            if (kept > 0 && kept + places.Length > tokens)
            {
                break;
            }

            Pass(batch, places, parts);
            kept += places.Length;
            after = rows[^1].After;
        }

        var joined = parts.Select(p => cat(p).DetachFromDisposeScope()).ToList();
        parts.ForEach(p => p.ForEach(part => part.Dispose()));
        return (joined, after);
    }

    private void Pass(TokenBatch batch, long[] places, List<List<Tensor>> parts)
    {
        using var scope = NewDisposeScope();
        var chosen = tensor(places, device: decoder.Device);
        var tap = new ActivationTap((layer, at) => at == site && layers.Contains(layer), (layer, _, values) =>
        {
            var part = values.index_select(0, chosen).to(ScalarType.Float32).cpu().DetachFromDisposeScope();
            for (int i = 0; i < layers.Count; i++)
            {
                if (layers[i] == layer)
                {
                    parts[i].Add(part);
                }
            }
        });
        decoder.Hidden(batch.Ids().to(decoder.Device), tap);
    }
}
