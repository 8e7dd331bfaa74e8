using System.Text.Json;
using SaeFlows.Core;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Activations;

/// <summary>JSON lines; each row is a document with a <c>text</c>, or with <c>input_ids</c> as tokenised data sets have them.</summary>
internal sealed class JsonTokenFile(string path, Func<Tokenizer> tokenizer) : ITokenFile
{
    private readonly LineReader _lines = new(path);

    /// <exception cref="UserInputException">A row is no JSON object or has neither field.</exception>
    public TokenRun? Read(long offset)
    {
        if (_lines.Read(offset) is not var (line, next))
        {
            return null;
        }

        return string.IsNullOrWhiteSpace(line) ? new TokenRun([], next, false) : new TokenRun(Tokens(line, offset), next, true);
    }

    public string Place(long offset) => $"the row at byte {offset}";

    public void Dispose() => _lines.Dispose();

    private IReadOnlyList<int> Tokens(string line, long offset)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.TryGetProperty("input_ids", out var ids))
            {
                return [.. ids.EnumerateArray().Select(id => id.GetInt32())];
            }

            return document.RootElement.TryGetProperty("text", out var text) && text.GetString() is { } known
                ? tokenizer().Encode(known, parseSpecial: false).Ids
                : throw new UserInputException($"{path}: {Place(offset)} has neither 'text' nor 'input_ids'; give each row one");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new UserInputException($"{path}: {Place(offset)} is not as expected ({e.Message.Split('\n')[0]}); mend the row", e);
        }
    }
}
