using System.Text;
using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>Tokenizes a file row by row: JSONL with a <c>text</c> field in each row, or plain lines.</summary>
public static class TokenizeFile
{
    /// <summary>Rows in the order of the file, each made when it is asked for.</summary>
    /// <param name="tokenizer">Loaded with <see cref="TokenizerLoader"/>.</param>
    /// <param name="textFile">JSONL where the first row with anything on it is a JSON object, else plain lines.</param>
    /// <param name="bos">Put the begin-of-text token first, with an empty span.</param>
    /// <exception cref="UserInputException">No such file, broken UTF-8 or JSON, a row without text, or no begin-of-text token where one is asked for.</exception>
    public static IEnumerable<TokenizedRow> Run(Tokenizer tokenizer, string textFile, bool bos)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        int? begin = !bos ? null : tokenizer.BosId ?? throw new UserInputException("the tokenizer names no begin-of-text token; leave out --bos");
        return Texts(textFile).Select(text => Row(tokenizer.Encode(text), begin));
    }

    private static TokenizedRow Row(TokenizedText tokens, int? begin)
    {
        var offsets = tokens.Offsets.Select(o => new[] { o.Start, o.End });
        return begin is { } id ? new TokenizedRow([id, .. tokens.Ids], [[0, 0], .. offsets]) : new TokenizedRow(tokens.Ids, [.. offsets]);
    }

    private static IEnumerable<string> Texts(string file)
    {
        bool? json = null;
        int row = 0;
        foreach (string line in Lines(file))
        {
            row++;
            json ??= line.Length == 0 ? null : line.TrimStart().StartsWith('{');
            if (json != true)
            {
                yield return line;
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Text(file, row, line);
            }
        }
    }

    private static string Text(string file, int row, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Text("text") ?? throw new UserInputException($"{file}: row {row} has no 'text'; give each row one, or plain lines throughout");
        }
        catch (JsonException e)
        {
            throw new UserInputException($"{file}: row {row} is not valid JSON ({e.Message.Split('\n')[0]}); mend the row", e);
        }
    }

    private static IEnumerable<string> Lines(string file)
    {
        if (!File.Exists(file))
        {
            throw new UserInputException($"{file}: no such file");
        }

        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        for (int row = 1; ; row++)
        {
            string? line;
            try
            {
                line = reader.ReadLine();
            }
            catch (DecoderFallbackException e)
            {
                throw new UserInputException($"{file}: broken UTF-8 at or after row {row}; save the file as UTF-8", e);
            }

            if (line is null)
            {
                yield break;
            }

            yield return line;
        }
    }
}
