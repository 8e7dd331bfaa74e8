using System.Text;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

internal sealed class AlignedTextBuilder(int capacity)
{
    private readonly StringBuilder _text = new(capacity);
    private readonly List<TextSpan> _origins = new(capacity);

    public void Add(char c, TextSpan origin)
    {
        _text.Append(c);
        _origins.Add(origin);
    }

    public void Add(string text, TextSpan origin)
    {
        foreach (char c in text)
        {
            Add(c, origin);
        }
    }

    public AlignedText Build() => new(_text.ToString(), [.. _origins]);
}
