namespace SaeFlows.Torch.Tokenizers;

internal sealed class SequencePreTokenizer(IReadOnlyList<IPreTokenizer> parts) : IPreTokenizer
{
    public IEnumerable<AlignedText> Cut(AlignedText text)
    {
        IEnumerable<AlignedText> words = [text];
        foreach (var part in parts)
        {
            words = words.SelectMany(part.Cut);
        }

        return words;
    }
}
