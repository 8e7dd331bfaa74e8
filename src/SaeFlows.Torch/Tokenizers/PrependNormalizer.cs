using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

internal sealed class PrependNormalizer(string prefix) : INormalizer
{
    public AlignedText Apply(AlignedText text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        int at = text.OriginOf(0).Start;
        var builder = new AlignedTextBuilder(text.Length + prefix.Length);
        builder.Add(prefix, new TextSpan(at, at));
        for (int i = 0; i < text.Length; i++)
        {
            builder.Add(text.Text[i], text.OriginOf(i));
        }

        return builder.Build();
    }
}
