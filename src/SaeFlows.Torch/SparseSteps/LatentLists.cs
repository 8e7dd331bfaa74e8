namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Active entries by latent (CSC), tokens in order. Each list is filled up to a multiple of four with its last token at weight zero, so that rows are
/// taken four at a time without a rest.
/// </summary>
internal sealed unsafe class LatentLists(int latents) : IDisposable
{
    private const int Group = 4;

    /// <summary>Where each latent's list begins; one more than there are latents.</summary>
    public int[] Starts { get; } = new int[latents + 1];

    /// <summary>Entries of each latent, filling not counted.</summary>
    public int[] Counts { get; } = new int[latents];

    public NativeBuffer<int> Tokens { get; } = new();

    public NativeBuffer<float> Values { get; } = new();

    /// <summary>Lays the lists out: <see cref="TokenBlock.Places"/>, counts before, are places after.</summary>
    public void Lay(ReadOnlySpan<TokenBlock> blocks)
    {
        var at = 0;
        for (var latent = 0; latent < Counts.Length; latent++)
        {
            Starts[latent] = at;
            var next = at;
            foreach (var block in blocks)
            {
                (block.Places[latent], next) = (next, next + block.Places[latent]);
            }

            Counts[latent] = next - at;
            at += (Counts[latent] + Group - 1) / Group * Group;
        }

        Starts[Counts.Length] = at;
        Tokens.Reserve(at + (at / 4) + Group);
        Values.Reserve(at + (at / 4) + Group);
    }

    /// <summary>Puts a block's entries into their places; blocks may do so at the same time.</summary>
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

    /// <summary>Fills up a latent's list; call before reading it in fours.</summary>
    public void Fill(int latent)
    {
        var end = Starts[latent] + Counts[latent];
        for (var i = end; i < Starts[latent + 1]; i++)
        {
            Tokens.Pointer[i] = Tokens.Pointer[end - 1];
            Values.Pointer[i] = 0;
        }
    }

    public void Dispose()
    {
        Tokens.Dispose();
        Values.Dispose();
    }
}
