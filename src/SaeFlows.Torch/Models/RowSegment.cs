namespace SaeFlows.Torch.Models;

/// <summary>A stretch of one row's tokens inside a packed forward pass.</summary>
/// <param name="Row">Row of the batch, and of the cache where there is one.</param>
/// <param name="Start">Position of its first token in the row.</param>
/// <param name="Count">Number of tokens.</param>
public readonly record struct RowSegment(int Row, int Start, int Count)
{
    /// <summary>Length of the row after these tokens.</summary>
    public int End => Start + Count;
}
