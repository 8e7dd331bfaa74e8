using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

internal sealed unsafe partial class SparseStep
{
    /// <summary>Finds the active latents of a batch; false when they are too many to gain from gathering. What decides is their exact number, however they were found.</summary>
    private bool Encode(float* source, int tokens)
    {
        foreach (var block in _blocks)
        {
            block.Floor = null;
        }

        do
        {
            _active = 0;
            _threads.Run(_blocks.Count, i => Find(_blocks[i], source, tokens));
            if (TooMany(tokens))
            {
                return false;
            }

            if (_encoder.Screen is not null)
            {
                Rescore();
            }
        }
        while (_options.Kind == SparseKind.BatchTopK && !_selection.Keep(_blocks, (long)_options.K * tokens));

        _smallest = _selection.Smallest;
        _active = _blocks.Sum(b => (long)b.Entries);
        return !TooMany(tokens);
    }

    /// <summary>A block of tokens: centred inputs, and its active latents or candidates for them.</summary>
    private void Find(TokenBlock block, float* source, int tokens)
    {
        if (TooMany(tokens))
        {
            return;
        }

        var work = Rent();
        Centre(block, source);
        _encoder.Find(block, _inputs, work);
        Interlocked.Add(ref _active, block.Sure);
        _workspaces.Add(work);
    }

    private void Centre(TokenBlock block, float* source)
    {
        var (width, size) = (State.Width, State.InputSize);
        var centre = State.DecoderBias.Weight.Floats;
        for (var row = block.Start; row < block.Start + block.Count; row++)
        {
            var x = _inputs.Row(row);
            var from = source + ((long)row * size);
            new ReadOnlySpan<float>(from, size).CopyTo(new Span<float>(x, size));
            if (_options.CentresInput)
            {
                RowKernels.AddScaled(x, centre, -1, width);
            }

            _inputPanels.Put(row, x);
        }
    }

    /// <summary>From candidates to active latents.</summary>
    private void Rescore()
    {
        _lists.Lay(CollectionsMarshal.AsSpan(_blocks), BlocksAtOnce);
        _threads.Run(_blocks.Count, i => _lists.ScatterCandidates(_blocks[i]));
        _threads.Run(Groups * Parts, i => _encoder.Rescore(_lists, i / Parts, Tokens(i / Parts), Part(i % Parts), _inputPanels));
        _candidates = _blocks.Sum(b => (long)b.Entries);
        _threads.Run(_blocks.Count, i =>
        {
            var work = Rent();
            _encoder.Choose(_blocks[i], _lists, work);
            _workspaces.Add(work);
        });
    }

    /// <summary>Before decoding: the entries by stretches of latents, and their sum.</summary>
    private static void Sum(TokenBlock block)
    {
        block.Divide();
        block.LatentSum = 0;
        for (var i = 0; i < block.Entries; i++)
        {
            block.LatentSum += block.Values.Pointer[i];
        }
    }

    /// <summary>Reconstructs some columns of a group of tokens, and leaves the gradient of the reconstruction.</summary>
    private void Decode(int panel, int group, float slope)
    {
        var (column, columns) = (_decoderPanels.Column(panel), _decoderPanels.Columns(panel));
        var table = _decoderPanels.Panel(panel);
        var results = _gradientPanels.Panel(panel);
        var stretches = (State.Latents + PanelTable.RowsAtOnce - 1) / PanelTable.RowsAtOnce;
        var start = new Span<float>(_options.CentresInput ? _zeros.Pointer : State.DecoderBias.Weight.Floats + column, columns);
        var (first, end) = Group(group);
        for (var stretch = 0; stretch < stretches; stretch++)
        {
            _decoderPanels.Fetch(panel, stretch * PanelTable.RowsAtOnce, (stretch + 1) * PanelTable.RowsAtOnce);
            for (var index = first; index < end; index++)
            {
                var block = _blocks[index];
                for (var row = 0; row < block.Count; row++)
                {
                    var result = results + ((long)(block.Start + row) * columns);
                    if (stretch == 0)
                    {
                        start.CopyTo(new Span<float>(result, columns));
                    }

                    var part = block.Parts.Pointer + ((row * stretches) + stretch);
                    PanelKernels.AddSums(table, columns, block.Indices.Pointer + part[0], block.Values.Pointer + part[0], part[1] - part[0], result);
                }

                if (stretch == stretches - 1)
                {
                    Compare(block, panel, slope);
                }
            }
        }
    }

    /// <summary>From reconstruction to gradient, and the block's sums.</summary>
    private void Compare(TokenBlock block, int panel, float slope)
    {
        var (column, columns) = (_inputPanels.Column(panel), _inputPanels.Columns(panel));
        var (errors, inputs) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = 0; i < columns; i += RowKernels.Lanes)
        {
            var (sumOfInputs, sumOfGradients) = (Vector512<float>.Zero, Vector512<float>.Zero);
            for (var token = block.Start; token < block.Start + block.Count; token++)
            {
                var x = Vector512.Load(_inputPanels.Panel(panel) + ((long)token * columns) + i);
                var result = _gradientPanels.Panel(panel) + ((long)token * columns) + i;
                var error = Vector512.Load(result) - x;
                errors = Vector512.FusedMultiplyAdd(error, error, errors);
                inputs = Vector512.FusedMultiplyAdd(x, x, inputs);
                sumOfInputs += x;
                error *= slope;
                sumOfGradients += error;
                error.Store(result);
            }

            sumOfInputs.Store(block.InputSum.Pointer + column + i);
            sumOfGradients.Store(block.GradientSum.Pointer + column + i);
        }

        (block.SquaredError[panel], block.SquaredInput[panel]) = (Vector512.Sum(errors), Vector512.Sum(inputs));
    }
}
