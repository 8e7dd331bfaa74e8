using System.Text;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Activations;

/// <summary>Plain text, tokenised in stretches of whole lines; a blank line ends a stretch, the file is one document. Or each line is one.</summary>
internal sealed class TextTokenFile(string path, Tokenizer tokenizer, bool byLine = false) : ITokenFile
{
    private const int Stretch = 2000;
    private readonly LineReader _lines = new(path);

    public TokenRun? Read(long offset)
    {
        if (byLine)
        {
            return _lines.Read(offset) is var (only, after) ? new TokenRun(tokenizer.Encode(only, parseSpecial: false).Ids, after, true) : null;
        }

        var text = new StringBuilder();
        long at = offset;
        while (text.Length < Stretch && _lines.Read(at) is var (line, next))
        {
            at = next;
            text.Append(line).Append('\n');
            if (line.Length == 0 && text.Length > Stretch / 2)
            {
                break;
            }
        }

        return text.Length == 0 ? null : new TokenRun(tokenizer.Encode(text.ToString(), parseSpecial: false).Ids, at, offset == 0);
    }

    public string Place(long offset) => $"the line at byte {offset}";

    public void Dispose() => _lines.Dispose();
}
