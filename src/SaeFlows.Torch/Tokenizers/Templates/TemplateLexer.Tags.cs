namespace SaeFlows.Torch.Tokenizers.Templates;

internal sealed partial class TemplateLexer
{
    private static readonly string[] Operators = ["//", "**", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}", ".", ",", ":", "|"];

    /// <summary>Reads to the end of a tag: <c>%}</c> or <c>}}</c>, where no bracket is open.</summary>
    private void Tag(char closer)
    {
        int depth = 0;
        while (true)
        {
            if (_at >= _source.Length)
            {
                throw new TemplateException($"line {_line}: a tag is not closed");
            }

            char c = _source[_at];
            if (char.IsWhiteSpace(c))
            {
                _line += c == '\n' ? 1 : 0;
                _at++;
            }
            else if (depth == 0 && Ends(closer, out char mark))
            {
                Add(TokenKind.TagEnd, "");
                Close(mark, trims: closer == '%');
                return;
            }
            else
            {
                depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
                Part(c);
            }
        }
    }

    private bool Ends(char closer, out char mark)
    {
        mark = _source[_at] is '-' or '+' ? _source[_at] : ' ';
        int at = mark == ' ' ? _at : _at + 1;
        bool ends = at + 1 < _source.Length && _source[at] == closer && _source[at + 1] == '}';
        _at = ends ? at + 2 : _at;
        return ends;
    }

    private void Part(char c)
    {
        int start = _at;
        if (c is '\'' or '"')
        {
            String(c);
        }
        else if (char.IsLetter(c) || c == '_')
        {
            while (_at < _source.Length && (char.IsLetterOrDigit(_source[_at]) || _source[_at] == '_'))
            {
                _at++;
            }

            Add(TokenKind.Name, _source[start.._at]);
        }
        else if (char.IsAsciiDigit(c))
        {
            Number();
        }
        else
        {
            string found = Array.Find(Operators, o => string.CompareOrdinal(_source, start, o, 0, o.Length) == 0)
                ?? throw new TemplateException($"line {_line}: '{c}' has no meaning here");
            _at += found.Length;
            Add(TokenKind.Operator, found);
        }
    }

    private void String(char quote)
    {
        int start = ++_at;
        while (_at < _source.Length && _source[_at] != quote)
        {
            _at += _source[_at] == '\\' ? 2 : 1;
        }

        if (_at >= _source.Length)
        {
            throw new TemplateException($"line {_line}: a string is not closed");
        }

        string body = _source[start.._at++];
        Add(TokenKind.String, Unescape(body));
        _line += body.AsSpan().Count('\n');
    }

    private void Number()
    {
        int start = _at;
        void Digits()
        {
            while (_at < _source.Length && (char.IsAsciiDigit(_source[_at]) || _source[_at] == '_'))
            {
                _at++;
            }
        }

        Digits();
        bool real = _at + 1 < _source.Length && _source[_at] == '.' && char.IsAsciiDigit(_source[_at + 1]);
        if (real)
        {
            _at++;
            Digits();
        }

        int sign = _at + 1 < _source.Length && (_source[_at + 1] is '+' or '-') ? 2 : 1;
        if (_at + sign < _source.Length && (_source[_at] is 'e' or 'E') && char.IsAsciiDigit(_source[_at + sign]))
        {
            real = true;
            _at += sign;
            Digits();
        }

        Add(real ? TokenKind.Float : TokenKind.Integer, _source[start.._at].Replace("_", "", StringComparison.Ordinal));
    }
}
