using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// A training step of an SAE that computes only with active latents, besides the encoder's product: loss
/// <c>mean_t(e |x^_t - x_t|^2 + l sum_j f_tj)</c> with <c>f</c> the active latents, <c>x^ = f W_dec + b_dec</c>, Adam on all four parameters. Results do not depend on the number of threads, but for libtorch's products in dense steps. Not thread-safe.
/// </summary>
internal sealed unsafe partial class SparseStep : IDisposable
{
    private const int LatentsAtOnce = 64;
    private const int Parts = 4;
    private readonly SparseStepOptions _options;
    private readonly SparseEncoder _encoder;
    private readonly LatentUpdate _update;
    private readonly LatentLists _lists;
    private readonly PanelTable _decoderPanels;
    private readonly NativeBuffer<float> _zeros;
    private readonly TensorMemory _encoderGradient;
    private readonly TensorMemory _decoderGradient;
    private readonly BatchSelection _selection = new();
    private readonly StepThreads _threads;
    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private readonly List<TokenBlock> _blocks = [];
    private readonly LatentBlock[] _latentBlocks;
    private readonly int _tokensAtOnce;
    private TokenRows _inputs;
    private PanelTable _inputPanels;
    private PanelTable _gradientPanels;
    private long _active;
    private long _candidates;
    private float _smallest;

    /// <param name="state">Weights and optimizer; stays the caller's.</param>
    /// <param name="options">What stays the same over all steps.</param>
    public SparseStep(SparseStepState state, SparseStepOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.K, 1);
        State = state;
        _options = options with { K = Math.Min(options.K, state.Latents) };
        _encoder = new SparseEncoder(state, _options);
        _decoderPanels = new PanelTable(state.Latents, state.Width);
        _zeros = new NativeBuffer<float>(PanelKernels.Columns);
        _encoderGradient = new TensorMemory(ScalarType.Float32, state.Latents, state.Width);
        _decoderGradient = new TensorMemory(ScalarType.Float32, state.Latents, state.Width);
        _update = new LatentUpdate(state, _options, _encoder, _decoderPanels);
        _lists = new LatentLists(state.Latents);
        _threads = new StepThreads(options.Threads);
        _tokensAtOnce = (int)Math.Clamp((2L << 20) / state.Latents, 16, 256);
        _latentBlocks = [.. Enumerable.Range(0, (state.Latents + LatentsAtOnce - 1) / LatentsAtOnce)
            .Select(i => new LatentBlock(i * LatentsAtOnce, Math.Min(LatentsAtOnce, state.Latents - (i * LatentsAtOnce)), state.Width))];
        _inputs = new TokenRows(1, state.Width);
        _inputPanels = new PanelTable(1, state.Width);
        _gradientPanels = new PanelTable(1, state.Width);
        Refresh();
    }

    /// <summary>Weights and optimizer. Call <see cref="Refresh"/> after changing them.</summary>
    public SparseStepState State { get; }

    /// <summary>On how many tokens of the last batch each latent was active.</summary>
    public ReadOnlySpan<int> ActiveTokens => _lists.Counts;

    /// <summary>The smallest active latent of the last batch, for <see cref="SparseKind.BatchTopK"/>; infinite when none was active.</summary>
    public float SmallestActive => _smallest;

    /// <summary>One step over a batch <c>[n, d_in]</c>, float32, contiguous, on the CPU.</summary>
    /// <exception cref="ArgumentException">The batch has another shape or type.</exception>
    public StepOutcome Step(Tensor batch, StepRates rates)
    {
        var tokens = Check(batch);
        Divide(tokens);
        var source = Address(batch);
        var rule = new AdamRule(_options, rates.LearningRate, State.Steps + 1);
        var dense = !Encode((float*)source, tokens);
        if (dense)
        {
            Dense(source, tokens, rates, rule);
        }
        else
        {
            Sparse(tokens, rates, rule);
            if (_encoder.Reconsider(_candidates, _active, tokens))
            {
                Refresh();
            }
        }

        UpdateDecoderBias(rule);
        State.Steps++;
        return Outcome(tokens, rates, dense);
    }

    private void Sparse(int tokens, StepRates rates, AdamRule rule)
    {
        _threads.Run(_blocks.Count, i => Sum(_blocks[i]));
        _threads.Run(_decoderPanels.Count * Groups, i => Decode(i / Groups, i % Groups, (float)(2 * rates.Error / tokens)));
        _lists.Lay(CollectionsMarshal.AsSpan(_blocks), BlocksAtOnce);
        _threads.Run(_blocks.Count, i => _lists.Scatter(_blocks[i]));
        _threads.Run(Parts, i => DecoderGradients(Part(i), (float)(rates.L1 / tokens)));
        _threads.Run(_inputPanels.Count * Parts, i => EncoderGradients(i / Parts, Part(i % Parts)));
        _threads.Run(_latentBlocks.Length, i => Update(_latentBlocks[i], rule));
    }

    /// <summary>Takes over weights and averages that were set from outside.</summary>
    public void Refresh() => _threads.Run(_latentBlocks.Length, i =>
    {
        for (var latent = _latentBlocks[i].Start; latent < _latentBlocks[i].Start + _latentBlocks[i].Count; latent++)
        {
            _update.Refresh(latent);
        }
    });

    public void Dispose()
    {
        _threads.Dispose();
        _encoder.Dispose();
        _lists.Dispose();
        _selection.Dispose();
        foreach (var thing in _blocks.Cast<IDisposable>().Concat(_latentBlocks).Concat(_workspaces)
            .Concat([_inputs, _zeros, _inputPanels, _gradientPanels, _decoderPanels, _encoderGradient, _decoderGradient]))
        {
            thing.Dispose();
        }
    }

    private int Check(Tensor batch)
    {
        if (batch.dim() != 2 || batch.shape[1] != State.InputSize || batch.shape[0] < 1 || batch.dtype != ScalarType.Float32 || batch.device_type != DeviceType.CPU || !batch.is_contiguous())
        {
            throw new ArgumentException($"A batch is float32 [n, {State.InputSize}], contiguous, on the CPU; this one is {batch.dtype} [{string.Join(", ", batch.shape)}].", nameof(batch));
        }

        return checked((int)batch.shape[0]);
    }

    private void Divide(int tokens)
    {
        var count = (tokens + _tokensAtOnce - 1) / _tokensAtOnce;
        while (_blocks.Count < count)
        {
            _blocks.Add(new TokenBlock(_tokensAtOnce, State.Latents, State.Width));
        }

        while (_blocks.Count > count)
        {
            _blocks[^1].Dispose();
            _blocks.RemoveAt(_blocks.Count - 1);
        }

        for (var i = 0; i < count; i++)
        {
            (_blocks[i].Start, _blocks[i].Count) = (i * _tokensAtOnce, Math.Min(_tokensAtOnce, tokens - (i * _tokensAtOnce)));
        }

        if (_inputs.Tensor.shape[0] != tokens)
        {
            _inputs.Dispose();
            _inputs = new TokenRows(tokens, State.Width);
            _inputPanels.Dispose();
            _gradientPanels.Dispose();
            _inputPanels = new PanelTable(tokens, State.Width);
            _gradientPanels = new PanelTable(tokens, State.Width);
        }
    }

    /// <summary>Groups of blocks with as many tokens as should be gathered from at once.</summary>
    private int Groups => (_blocks.Count + BlocksAtOnce - 1) / BlocksAtOnce;

    private int BlocksAtOnce => Math.Max(1, PanelTable.RowsAtOnce / _tokensAtOnce);

    private (int First, int End) Group(int group) => (group * BlocksAtOnce, Math.Min(_blocks.Count, (group + 1) * BlocksAtOnce));

    private (int From, int To) Tokens(int group)
    {
        var (first, end) = Group(group);
        return (_blocks[first].Start, _blocks[end - 1].Start + _blocks[end - 1].Count);
    }

    /// <summary>One of <see cref="Parts"/> ranges of latents.</summary>
    private (int From, int To) Part(int part) => ((int)((long)State.Latents * part / Parts), (int)((long)State.Latents * (part + 1) / Parts));

    private bool TooMany(int tokens) => Interlocked.Read(ref _active) > _options.DenseShare * tokens * State.Latents;

    private Workspace Rent() => _workspaces.TryTake(out var workspace)
        ? workspace
        : new Workspace(_tokensAtOnce, State.Latents, State.Width);
}
