namespace SaeFlows.Torch.Models;

/// <summary>A stretch of one row's tokens inside a packed forward pass.</summary>
/// <param name="Row">Row of the batch, and of the cache where there is one.</param>
/// <param name="Start">Position of its first token in the row.</param>
/// <param name="Count">Number of tokens.</param>
/// <param name="Prompt">
/// How many tokens the row came in with, where that is more than this stretch ends at or where later tokens follow: rotary frequencies
/// that depend on length are those of the whole prompt for its tokens, however it is cut into passes. 0 is the stretch's own end.
/// </param>
public readonly record struct RowSegment(int Row, int Start, int Count, int Prompt = 0)
{
    /// <summary>Length of the row after these tokens.</summary>
    public int End => Start + Count;
}
