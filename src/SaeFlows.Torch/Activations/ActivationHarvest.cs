using SaeFlows.Torch.Models;
using SaeFlows.Torch.Training;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Activations;

/// <summary>Runs texts through a model and keeps what a layer's MLP puts out.</summary>
internal static class ActivationHarvest
{
    private const int BatchSize = 256;
    private const int TokensAPass = 16_384;

    /// <summary>Rows come grouped by the texts' lengths; the set tells which text and position each belongs to.</summary>
    public static ActivationSet Collect(TrainableLlama model, IReadOnlyList<MarkedText> texts, int layer, CancellationToken cancellationToken) =>
        Collect(
            texts,
            _ => BatchSize,
            ids =>
            {
                Tensor? kept = null;
                model.Forward(ids, (at, output) => kept = at == layer ? output : kept);
                return kept!;
            },
            cancellationToken);

    /// <summary>The same of any model folder. The first position of each text, begin mark or not, is left out: whatever stands there draws the model's attention.</summary>
    public static ActivationSet Collect(LanguageModel model, IReadOnlyList<MarkedText> texts, int layer, CancellationToken cancellationToken) =>
        Collect(texts, length => Math.Max(1, TokensAPass / length), ids => MlpOutput(model.Decoder, ids, layer), cancellationToken);

    private static ActivationSet Collect(IReadOnlyList<MarkedText> texts, Func<int, int> rowsAPass, Func<Tensor, Tensor> mlpOutput, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        var (tokens, domains, sources, positions) = (new List<int>(), new List<int>(), new List<int>(), new List<int>());
        foreach (var group in texts.Select((t, i) => (Text: t, Index: i)).GroupBy(t => t.Text.Tokens.Length).OrderBy(g => g.Key))
        {
            foreach (var batch in group.Chunk(rowsAPass(group.Key)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var inner = NewDisposeScope();
                var ids = tensor(batch.SelectMany(b => b.Text.Tokens.Select(t => (long)t)).ToArray(), [batch.Length, group.Key]);
                var kept = mlpOutput(ids);
                parts.Add(kept.narrow(1, 1, group.Key - 1).reshape(-1, kept.shape[2]).clone().MoveToOuterDisposeScope());
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

    /// <summary>[rows, time, hidden], float32, on the CPU.</summary>
    private static Tensor MlpOutput(Decoder decoder, Tensor ids, int layer)
    {
        Tensor? kept = null;
        var tap = new ActivationTap(
            (at, site) => at == layer && site == ActivationSite.MlpOutput,
            (_, _, values) => kept = values.to(ScalarType.Float32).cpu().DetachFromDisposeScope());
        decoder.Hidden(ids.to(decoder.Device), tap);
        using var all = kept!;
        return all.view(ids.shape[0], ids.shape[1], -1).clone();
    }
}
