using System.Text;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>
/// Cuts a Jinja template into tokens, with <c>trim_blocks</c> and <c>lstrip_blocks</c> on as Hugging Face sets them
/// (https://jinja.palletsprojects.com/en/stable/templates/#whitespace-control).
/// </summary>
internal sealed partial class TemplateLexer
{
    private readonly string _source;
    private readonly List<TemplateToken> _tokens = [];
    private int _at;
    private int _line = 1;
    private bool _lineStarting = true;

    private TemplateLexer(string source)
    {
        string unix = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

        // One newline at the very end does not count.
        _source = unix.EndsWith('\n') ? unix[..^1] : unix;
    }

    public static List<TemplateToken> Read(string source)
    {
        var lexer = new TemplateLexer(source);
        while (lexer._at < lexer._source.Length)
        {
            lexer.Next();
        }

        lexer.Add(TokenKind.End, "");
        return lexer._tokens;
    }

    private void Next()
    {
        int open = _at;
        while (open < _source.Length && !(_source[open] == '{' && open + 1 < _source.Length && _source[open + 1] is '{' or '%' or '#'))
        {
            open = _source.IndexOf('{', open + 1) is var next and >= 0 ? next : _source.Length;
        }

        string text = _source[_at..open];
        if (open >= _source.Length)
        {
            Text(text);
            _at = _source.Length;
            return;
        }

        char kind = _source[open + 1];
        char mark = open + 2 < _source.Length ? _source[open + 2] : ' ';
        Text(mark == '-' ? text.TrimEnd() : mark == '+' || kind == '{' ? text : StripLine(text));
        _line += text.AsSpan().Count('\n');
        _at = open + (mark is '-' or '+' ? 3 : 2);
        switch (kind)
        {
            case '#':
                Comment();
                break;
            case '%' when RawStart() is { } start:
                Raw(start);
                break;
            default:
                Add(kind == '%' ? TokenKind.BlockBegin : TokenKind.OutputBegin, "");
                Tag(kind == '%' ? '%' : '}');
                break;
        }
    }

    private void Add(TokenKind kind, string value) => _tokens.Add(new TemplateToken(kind, value, _line));

    private void Text(string text)
    {
        if (text.Length > 0)
        {
            Add(TokenKind.Text, text);
        }
    }

    // Blanks between the start of a line and a block do not count.
    private string StripLine(string text)
    {
        int start = text.LastIndexOf('\n') + 1;
        return (start > 0 || _lineStarting) && string.IsNullOrWhiteSpace(text[start..]) ? text[..start] : text;
    }

    private void Comment()
    {
        int end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new TemplateException($"line {_line}: a comment is not closed");
        }

        _line += _source.AsSpan(_at, end - _at).Count('\n');
        char mark = end > _at ? _source[end - 1] : ' ';
        _at = end + 2;
        Close(mark, trims: true);
    }

    private int? RawStart()
    {
        int at = _at;
        while (at < _source.Length && char.IsWhiteSpace(_source[at]))
        {
            at++;
        }

        if (string.CompareOrdinal(_source, at, "raw", 0, 3) != 0)
        {
            return null;
        }

        int end = _source.IndexOf("%}", at, StringComparison.Ordinal);
        return end >= 0 && _source[(at + 3)..end].Trim('-', '+', ' ').Length == 0 ? end : null;
    }

    private void Raw(int start)
    {
        char mark = _source[start - 1];
        _at = start + 2;
        Close(mark, trims: true);
        int open = _source.IndexOf("{%", _at, StringComparison.Ordinal);
        while (open >= 0 && !_source.AsSpan(open + 2).TrimStart("-+ ").StartsWith("endraw"))
        {
            open = _source.IndexOf("{%", open + 2, StringComparison.Ordinal);
        }

        int end = open < 0 ? -1 : _source.IndexOf("%}", open, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new TemplateException($"line {_line}: raw is not closed");
        }

        string text = _source[_at..open];
        Text(_source[open + 2] == '-' ? text.TrimEnd() : text);
        _line += text.AsSpan().Count('\n');
        _at = end + 2;
        Close(_source[end - 1], trims: true);
    }

    /// <summary>After a tag: <c>-</c> takes all white space, a block its newline.</summary>
    private void Close(char mark, bool trims)
    {
        int from = _at;
        if (mark == '-')
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
            {
                _at++;
            }
        }
        else if (trims && mark != '+' && _at < _source.Length && _source[_at] == '\n')
        {
            _at++;
        }

        _line += _source.AsSpan(from, _at - from).Count('\n');
        _lineStarting = _at > 0 && _source[_at - 1] == '\n';
    }

    private static string Unescape(string body)
    {
        var text = new StringBuilder(body.Length);
        for (int i = 0; i < body.Length; i++)
        {
            if (body[i] != '\\' || i + 1 == body.Length)
            {
                text.Append(body[i]);
                continue;
            }

            char c = body[++i];
            int digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0 && i + digits < body.Length && uint.TryParse(body.AsSpan(i + 1, digits), System.Globalization.NumberStyles.HexNumber, null, out uint code))
            {
                text.Append(char.ConvertFromUtf32((int)code));
                i += digits;
                continue;
            }

            text.Append(c switch { 'n' => "\n", 't' => "\t", 'r' => "\r", 'b' => "\b", 'f' => "\f", 'v' => "\v", 'a' => "\a", '0' => "\0", '\n' => "", '\\' or '\'' or '"' => c.ToString(), _ => "\\" + c });
        }

        return text.ToString();
    }
}
