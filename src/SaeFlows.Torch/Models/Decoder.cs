using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>
/// One decoder for Llama, Mistral, Gemma, Gemma 2 and Phi-3, as its <see cref="DecoderSpec"/> describes it. Rows of unequal length
/// are packed one after the other, without padding. Not thread-safe.
/// </summary>
internal sealed class Decoder : IDisposable
{
    private readonly Tensor _embedding;
    private readonly Tensor _head;
    private readonly RmsNorm _norm;
    private readonly DecoderLayer[] _layers;
    private readonly RopeTable _rope;
    private readonly double _embeddingScale;
    private readonly RowDecoder? _rowDecoder;

    internal Decoder(DecoderSpec spec, Tensor embedding, Tensor? head, RmsNorm norm, IEnumerable<LayerWeights> layers)
    {
        Spec = spec;
        _embedding = embedding;
        _head = head ?? embedding;
        _norm = norm;
        _layers = [.. layers.Select((weights, i) => new DecoderLayer(spec, i, weights))];
        _rope = new RopeTable(spec.Rope, Type, Device);

        _rowDecoder = RowDecoder.For(spec, [.. _layers.Select(layer => layer.Weights)]);

        // Gemma rounds this factor to the type of the weights before it multiplies.
        using var scope = NewDisposeScope();
        _embeddingScale = tensor(spec.EmbeddingScale).to(Type).to(ScalarType.Float64).item<double>();
    }

    public DecoderSpec Spec { get; }

    /// <summary>Whether decode steps of one row take the path of their own.</summary>
    internal bool HasRowPath => _rowDecoder is not null;

    public ScalarType Type => _embedding.dtype;

    public Device Device => _embedding.device;

    /// <summary>The decoder over tensors of one's own, under the files' names; gradients flow to those that ask for them. Takes ownership.</summary>
    public static Decoder FromTensors(DecoderSpec spec, IReadOnlyDictionary<string, Tensor> tensors) => DecoderBuilder.FromTensors(spec, tensors);

    /// <summary>Logits [rows, time, vocabulary] of whole rows [rows, time] of token ids, without a cache; differentiable.</summary>
    public Tensor Forward(Tensor tokens, ActivationTap? tap = null) =>
        Logits(Hidden(tokens, tap)).view(tokens.shape[0], tokens.shape[1], Spec.VocabularySize);

    /// <summary>Hidden states [rows * time, hidden] after the last norm, of whole rows [rows, time] of token ids, without a cache.</summary>
    public Tensor Hidden(Tensor tokens, ActivationTap? tap = null)
    {
        int time = (int)tokens.shape[1];
        var segments = Enumerable.Range(0, (int)tokens.shape[0]).Select(row => new RowSegment(row, 0, time)).ToList();
        return Forward(tokens.reshape(-1), segments, null, tap);
    }

    /// <summary>Hidden states [tokens, hidden] after the last norm.</summary>
    /// <param name="tokens">Token ids [tokens], int64, packed in the order of the segments.</param>
    /// <param name="segments">Which row and positions they are; with a cache, all earlier positions of the row are in it.</param>
    /// <param name="cache">Takes the keys and values of these tokens; null where every segment is a whole row.</param>
    /// <param name="tap">Reads activations on the way.</param>
    public Tensor Forward(Tensor tokens, IReadOnlyList<RowSegment> segments, KeyValueCache? cache, ActivationTap? tap = null)
    {
        using var scope = NewDisposeScope();
        using var pass = new DecoderPass(segments, cache, _rope, Type, Device);
        var stream = _embedding.index_select(0, tokens);
        if (_embeddingScale != 1)
        {
            stream = stream * _embeddingScale;
        }

        if (_rowDecoder is not null && pass.IsDecode && segments.Count == 1 && tap is null && !is_grad_enabled())
        {
            return _norm.Apply(_rowDecoder.Step(stream, pass)).MoveToOuterDisposeScope();
        }

        foreach (var layer in _layers)
        {
            var next = layer.Apply(stream, pass, tap);
            stream.Dispose();
            stream = next;
        }

        return _norm.Apply(stream).MoveToOuterDisposeScope();
    }

    /// <summary>Logits [tokens, vocabulary] of hidden states [tokens, hidden].</summary>
    public Tensor Logits(Tensor hidden)
    {
        using var scope = NewDisposeScope();
        var logits = RowProduct.Linear(hidden, _head, null);
        return (Spec.LogitSoftCap is { } cap ? (logits / cap).tanh() * cap : logits).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _rowDecoder?.Dispose();
        _embedding.Dispose();
        _head.Dispose();
        _norm.Dispose();
        _rope.Dispose();
        foreach (var layer in _layers)
        {
            layer.Dispose();
        }
    }
}
