namespace SaeFlows.Torch.Activations;

/// <summary>A place in a token stream, from which it goes on exactly.</summary>
/// <param name="Epoch">How often the text has been read to its end.</param>
/// <param name="File">Index of the file.</param>
/// <param name="Offset">Where in the file.</param>
/// <param name="Window">Windows of this epoch so far.</param>
/// <param name="Carry">Tokens read that are in no window yet.</param>
internal sealed record TokenPosition(int Epoch, int File, long Offset, long Window, IReadOnlyList<int> Carry)
{
    public static TokenPosition Start { get; } = new(0, 0, 0, 0, []);
}
