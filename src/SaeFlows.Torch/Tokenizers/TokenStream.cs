using System.Text;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>
/// Decodes one token after the other. A character that several tokens make is given with its last one, so the pieces
/// put together are exactly the text of all tokens. Not thread-safe.
/// </summary>
public sealed class TokenStream
{
    private readonly TokenSpelling _spelling;
    private readonly Func<int, bool> _skipped;
    private readonly DecoderRules _rules;
    private readonly Decoder _utf8 = new UTF8Encoding(false).GetDecoder();
    private int _strip;
    private bool _started;

    internal TokenStream(TokenSpelling spelling, Func<int, bool> skipped, DecoderRules rules, bool continuation)
    {
        _spelling = spelling;
        _skipped = skipped;
        _rules = rules;
        _strip = continuation ? 0 : rules.StripStart;
        _started = continuation;
    }

    /// <summary>The text that this token completes; may be empty.</summary>
    public string Push(int id)
    {
        if (_skipped(id))
        {
            return "";
        }

        ReadOnlySpan<byte> bytes = _spelling.BytesOf(id);
        while (_strip > 0 && bytes.Length > 0)
        {
            if (bytes[0] != ' ')
            {
                _strip = 0;
                break;
            }

            _strip--;
            bytes = bytes[1..];
        }

        string separator = _started ? _rules.Separator : "";
        _started = true;
        return separator + Convert(bytes, flush: false);
    }

    /// <summary>What is left of an unfinished character: U+FFFD, or nothing.</summary>
    public string Finish() => Convert([], flush: true);

    private string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        var chars = new char[bytes.Length + 4];
        return new string(chars, 0, _utf8.GetChars(bytes, chars, flush));
    }
}
