namespace SaeFlows.Torch.Tokenizers;

internal sealed class SequenceNormalizer(IReadOnlyList<INormalizer> parts) : INormalizer
{
    public AlignedText Apply(AlignedText text) => parts.Aggregate(text, (t, part) => part.Apply(t));
}
