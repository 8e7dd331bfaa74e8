using static TorchSharp.torch;

namespace SaeFlows.Torch.Activations;

/// <summary>Token rows of one forward pass. Shorter rows are filled up at their end, which no earlier position of a causal model sees.</summary>
/// <param name="rows">Rows of at least one token.</param>
/// <param name="begin">The begin mark; null for models without.</param>
internal sealed class TokenBatch(int[][] rows, int? begin)
{
    // What cross-entropy leaves out.
    private const long Nothing = -100;

    /// <summary>Length of the longest row.</summary>
    public int Length { get; } = rows.Max(row => row.Length);

    /// <summary>Next tokens that the rows hold, to be predicted.</summary>
    public long Predictions => rows.Sum(row => row.Length - 1L);

    /// <summary>Token ids [rows, length].</summary>
    public Tensor Ids() => Table(0, 0);

    /// <summary>The next token at each place but the last [rows, length - 1]; -100 behind a row's end.</summary>
    public Tensor Targets() => Table(1, Nothing);

    /// <summary>Places in the flattened table that hold a token which is no begin mark.</summary>
    public long[] Places() =>
        [.. rows.SelectMany((row, r) => row.Select((token, at) => (token, Place: ((long)r * Length) + at))).Where(p => p.token != begin).Select(p => p.Place)];

    private Tensor Table(int from, long filling) =>
        tensor(rows.SelectMany(row => Enumerable.Range(from, Length - from).Select(at => at < row.Length ? row[at] : filling)).ToArray(), [rows.Length, Length - from]);
}
