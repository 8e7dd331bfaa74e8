namespace SaeFlows.Torch.Tokenizers;

internal sealed class StripNormalizer(bool left, bool right) : INormalizer
{
    public AlignedText Apply(AlignedText text)
    {
        int start = left ? text.Length - text.Text.AsSpan().TrimStart().Length : 0;
        int end = right ? text.Text.AsSpan().TrimEnd().Length : text.Length;
        return text.Slice(start, Math.Max(0, end - start));
    }
}
