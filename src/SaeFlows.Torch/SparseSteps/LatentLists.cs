namespace SaeFlows.Torch.SparseSteps;

/// <summary>Active entries of a batch by latent (CSC), tokens in order.</summary>
internal sealed unsafe class LatentLists(int latents) : IDisposable
{
    /// <summary>Where each latent's list begins; one more than there are latents.</summary>
    public int[] Starts { get; } = new int[latents + 1];

    /// <summary>Entries of each latent.</summary>
    public int[] Counts { get; } = new int[latents];

    public NativeBuffer<int> Tokens { get; } = new();

    public NativeBuffer<float> Values { get; } = new();

    /// <summary>Slope of the loss by each entry's pre-activation.</summary>
    public NativeBuffer<float> Slopes { get; } = new();

    /// <summary>Lays the lists out: <see cref="TokenBlock.Places"/>, counts before, are places after.</summary>
    public void Lay(ReadOnlySpan<TokenBlock> blocks)
    {
        var at = 0;
        for (var latent = 0; latent < Counts.Length; latent++)
        {
            Starts[latent] = at;
            foreach (var block in blocks)
            {
                (block.Places[latent], at) = (at, at + block.Places[latent]);
            }

            Counts[latent] = at - Starts[latent];
        }

        Starts[Counts.Length] = at;
        var room = at + (at / 4) + 1;
        Tokens.Reserve(room);
        Values.Reserve(room);
        Slopes.Reserve(room);
    }

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

    public void Dispose()
    {
        Tokens.Dispose();
        Values.Dispose();
        Slopes.Dispose();
    }
}
