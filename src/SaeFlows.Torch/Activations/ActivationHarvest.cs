using SaeFlows.Torch.Training;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Activations;

/// <summary>Runs texts through the decoder and keeps what a layer's MLP puts out.</summary>
internal static class ActivationHarvest
{
    private const int BatchSize = 256;

    /// <summary>Rows come grouped by the texts' lengths; the set tells which text and position each belongs to.</summary>
    public static ActivationSet Collect(TrainableLlama model, IReadOnlyList<MarkedText> texts, int layer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        var (tokens, domains, sources, positions) = (new List<int>(), new List<int>(), new List<int>(), new List<int>());
        foreach (var group in texts.Select((t, i) => (Text: t, Index: i)).GroupBy(t => t.Text.Tokens.Length).OrderBy(g => g.Key))
        {
            foreach (var batch in group.Chunk(BatchSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var inner = NewDisposeScope();
                var ids = tensor(batch.SelectMany(b => b.Text.Tokens.Select(t => (long)t)).ToArray(), [batch.Length, group.Key]);
                Tensor? kept = null;
                model.Forward(ids, (at, output) => kept = at == layer ? output : kept);
                parts.Add(kept!.narrow(1, 1, group.Key - 1).reshape(-1, kept.shape[2]).clone().MoveToOuterDisposeScope());
                foreach (var (text, index) in batch)
                {
                    tokens.AddRange(text.Tokens.Skip(1));
                    domains.AddRange(Enumerable.Repeat(text.Domain, group.Key - 1));
                    sources.AddRange(Enumerable.Repeat(index, group.Key - 1));
                    positions.AddRange(Enumerable.Range(1, group.Key - 1));
                }
            }
        }

        return new ActivationSet(cat(parts).DetachFromDisposeScope(), [.. tokens], [.. domains], [.. sources], [.. positions]);
    }
}
