namespace SaeFlows.Torch.Tokenizers;

internal sealed class ReplaceNormalizer(TextPattern pattern, string content) : INormalizer
{
    public AlignedText Apply(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length);
        int at = 0;
        foreach (var match in pattern.Matches(text.Text))
        {
            Copy(text, at, match.Start, builder);
            builder.Add(content, text.Origin(match.Start, match.Length));
            at = match.End;
        }

        Copy(text, at, text.Length, builder);
        return builder.Build();
    }

    private static void Copy(AlignedText text, int from, int to, AlignedTextBuilder builder)
    {
        for (int i = from; i < to; i++)
        {
            builder.Add(text.Text[i], text.OriginOf(i));
        }
    }
}
