using SaeFlows.Core.Training;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Models;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Evaluation;

/// <summary>Measures an autoencoder in its model on token windows, streamed: three passes a window (as it is, spliced, ablated).</summary>
internal sealed class SaeEvaluator : IDisposable
{
    private const long MostLogits = 1L << 26;
    private readonly Decoder _decoder;
    private readonly ISparseAutoencoder _sae;
    private readonly int _layer;
    private readonly ActivationSite _site;
    private readonly int? _begin;
    private readonly ReconstructionTally _tally;
    private double _clean;
    private double _spliced;
    private double _ablated;
    private long _predicted;

    /// <param name="decoder">The model.</param>
    /// <param name="sae">Of the width of the site.</param>
    /// <param name="layer">Layer, from 0.</param>
    /// <param name="site">Place in the layer.</param>
    /// <param name="begin">The begin mark, whose positions are left as they are; null where the model has none.</param>
    public SaeEvaluator(Decoder decoder, ISparseAutoencoder sae, int layer, ActivationSite site, int? begin)
    {
        _decoder = decoder;
        _sae = sae;
        _layer = layer;
        _site = site;
        _begin = begin;
        _tally = new ReconstructionTally(sae);
    }

    /// <summary>Measures windows or documents, of whatever lengths.</summary>
    public void Add(IEnumerable<int[]> windows, CancellationToken cancellationToken)
    {
        using var none = no_grad();
        foreach (var rows in windows.Chunk(32))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var most = (int)Math.Max(1, MostLogits / ((long)rows.Max(r => r.Length) * _decoder.Spec.VocabularySize));
            foreach (var part in rows.Chunk(most))
            {
                AddRows(part);
            }
        }
    }

    public SaeEvaluation Result(string kind)
    {
        var (clean, spliced, ablated) = (_clean / _predicted, _spliced / _predicted, _ablated / _predicted);
        return _tally.Result(kind, _layer) with
        {
            CeClean = clean,
            CeSpliced = spliced,
            CeAblated = ablated,
            CeRecovered = (ablated - spliced) / (ablated - clean),
        };
    }

    /// <summary>As <see cref="ReconstructionTally.LogDensity"/>.</summary>
    public Tensor LogDensity() => _tally.LogDensity();

    public void Dispose() => _tally.Dispose();

    private void AddRows(int[][] rows)
    {
        using var scope = NewDisposeScope();
        var batch = new TokenBatch(rows, _begin);
        var places = tensor(batch.Places(), device: _decoder.Device);
        Tensor? rebuilt = null;
        _clean += Loss(batch, values => rebuilt = Keep(places, _tally.Add(values.index_select(0, places).to(ScalarType.Float32)), values), replaces: false);
        _spliced += Loss(batch, _ => rebuilt!, replaces: true);
        _ablated += Loss(batch, values => Keep(places, zeros(places.shape[0], values.shape[1], device: _decoder.Device), values), replaces: true);
        _predicted += batch.Predictions;
    }

    /// <summary>The values with some rows replaced; held beyond the pass.</summary>
    private static Tensor Keep(Tensor places, Tensor replaced, Tensor values) =>
        values.index_copy(0, places, replaced.to(values.dtype));

    /// <summary>Sum of the next tokens' cross-entropies.</summary>
    private double Loss(TokenBatch batch, Func<Tensor, Tensor> read, bool replaces)
    {
        using var scope = NewDisposeScope();
        Tensor? next = null;
        var tap = new ActivationTap(
            (layer, site) => layer == _layer && site == _site,
            (_, _, values) =>
            {
                next = read(values);
                next.DetachFromDisposeScope();
            })
        {
            Replace = replaces ? (_, _, _) => next : null,
        };
        var logits = _decoder.Forward(batch.Ids().to(_decoder.Device), tap);
        var (time, size) = (batch.Length, logits.shape[2]);
        var loss = nn.functional.cross_entropy(
            logits.narrow(1, 0, time - 1).reshape(-1, size).to(ScalarType.Float32), batch.Targets().to(_decoder.Device).reshape(-1), reduction: nn.Reduction.Sum).to(ScalarType.Float64).item<double>();
        if (replaces)
        {
            next?.Dispose();
        }

        return loss;
    }
}
