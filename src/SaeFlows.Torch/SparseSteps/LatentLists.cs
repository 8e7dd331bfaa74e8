namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Active entries of a batch by latent (CSC), tokens in order. Of a large batch, all lists of a first group of tokens come before all of the next group, so that who works
/// with one group after another reads the lists from front to back.
/// </summary>
internal sealed unsafe class LatentLists(int latents) : IDisposable
{
    private readonly NativeBuffer<int> _starts = new();

    /// <summary>Entries of each latent.</summary>
    public int[] Counts { get; } = new int[latents];

    public NativeBuffer<int> Tokens { get; } = new();

    /// <summary>Values of the entries; while they are candidates, their products of input and encoder row.</summary>
    public NativeBuffer<float> Values { get; } = new();

    /// <summary>Slope of the loss by each entry's pre-activation.</summary>
    public NativeBuffer<float> Slopes { get; } = new();

    /// <summary>How many groups of tokens there are.</summary>
    public int Groups { get; private set; }

    /// <summary>Lays the lists out: <see cref="TokenBlock.Places"/>, counts before, are places after.</summary>
    public void Lay(ReadOnlySpan<TokenBlock> blocks, int blocksAtOnce)
    {
        Groups = (blocks.Length + blocksAtOnce - 1) / blocksAtOnce;
        _starts.Reserve(((long)Groups * latents) + 1);
        Array.Clear(Counts);
        var starts = _starts.Pointer;
        var at = 0;
        for (var first = 0; first < blocks.Length; first += blocksAtOnce)
        {
            var group = blocks[first..Math.Min(blocks.Length, first + blocksAtOnce)];
            for (var latent = 0; latent < latents; latent++)
            {
                *starts++ = at;
                var before = at;
                foreach (var block in group)
                {
                    (block.Places[latent], at) = (at, at + block.Places[latent]);
                }

                Counts[latent] += at - before;
            }
        }

        *starts = at;
        if (at > Tokens.Count)
        {
            var room = at + (at / 4);
            Tokens.Reserve(room);
            Values.Reserve(room);
            Slopes.Reserve(room);
        }
    }

    /// <summary>Where the lists of a group's latents begin; each ends where the next one begins.</summary>
    public int* Starts(int group) => _starts.Pointer + ((long)group * latents);

    /// <summary>Puts a block's entries into their places, which move on to where the next block's begin; blocks may do so at the same time.</summary>
    public void Scatter(TokenBlock block)
    {
        var tokens = Tokens.Pointer;
        var values = Values.Pointer;
        var indices = block.Indices.Pointer;
        var sources = block.Values.Pointer;
        fixed (int* places = block.Places)
        {
            for (var row = 0; row < block.Count; row++)
            {
                for (var i = block.RowStarts[row]; i < block.RowStarts[row + 1]; i++)
                {
                    var place = places[indices[i]]++;
                    tokens[place] = block.Start + row;
                    values[place] = sources[i];
                }
            }
        }
    }

    /// <summary>The same for candidates, which have no values yet but are told their positions.</summary>
    public void ScatterCandidates(TokenBlock block)
    {
        if (block.Entries > block.Positions.Count)
        {
            block.Positions.Reserve(block.Entries + (block.Entries / 4));
        }

        var tokens = Tokens.Pointer;
        var values = Values.Pointer;
        var indices = block.Indices.Pointer;
        var positions = block.Positions.Pointer;
        fixed (int* places = block.Places)
        {
            for (var row = 0; row < block.Count; row++)
            {
                for (var i = block.RowStarts[row]; i < block.RowStarts[row + 1]; i++)
                {
                    var place = places[indices[i]]++;
                    tokens[place] = block.Start + row;
                    values[place] = 0;
                    positions[i] = place;
                }
            }
        }
    }

    public void Dispose()
    {
        _starts.Dispose();
        Tokens.Dispose();
        Values.Dispose();
        Slopes.Dispose();
    }
}
