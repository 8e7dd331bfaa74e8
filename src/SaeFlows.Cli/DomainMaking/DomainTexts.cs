using System.Runtime.CompilerServices;
using System.Text.Json;
using SaeFlows.Core;
using SaeFlows.Core.Datasets;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Cli.DomainMaking;

/// <summary>Reads texts of known domain: lines of plain text, the <c>text</c> of JSON lines, or the questions of any dataset.</summary>
internal static class DomainTexts
{
    // Of five texts one is held out.
    private const int HeldOutEvery = 5;
    private const int FewestTexts = 20;

    /// <summary>The texts of all domains, up to so many tokens each, and apart from them those that are held out.</summary>
    /// <exception cref="UserInputException">A file is missing, broken, or holds too few texts.</exception>
    public static async Task<(IReadOnlyList<DomainText> Texts, IReadOnlyList<DomainText> HeldOut)> ReadAsync(DomainMakeOptions options, IReadOnlyList<string> domains, Tokenizer tokenizer, int context, CancellationToken cancellationToken)
    {
        var (texts, heldOut) = (new List<DomainText>(), new List<DomainText>());
        for (int domain = 0; domain < domains.Count; domain++)
        {
            long tokens = 0;
            int count = 0;
            foreach (string file in options.Texts.Where(text => text.Domain == domains[domain]).Select(text => text.File))
            {
                await foreach (string text in ReadAsync(file, cancellationToken))
                {
                    if (tokens >= options.Tokens)
                    {
                        break;
                    }

                    if (Encode(domain, text, tokenizer, context) is { } encoded)
                    {
                        tokens += encoded.Ids.Length;
                        (++count % HeldOutEvery == 0 ? heldOut : texts).Add(encoded);
                    }
                }
            }

            if (count < FewestTexts)
            {
                throw new UserInputException($"--text {domains[domain]}: {count} texts; give at least {FewestTexts} of each domain");
            }
        }

        return (texts, heldOut);
    }

    private static DomainText? Encode(int domain, string text, Tokenizer tokenizer, int context)
    {
        var all = tokenizer.EncodePrompt(text, parseSpecial: false);
        var kept = all.Ids.Zip(all.Offsets).Take(context).ToList();
        var words = kept.Where(token => token.Second.Length > 0).Select(token => token.Second).ToList();
        return words.Count < 2 ? null : new DomainText(domain, text[..words.Max(span => span.End)], [.. kept.Select(token => token.First)], [.. words.Select(span => span.Of(text))]);
    }

    private static IAsyncEnumerable<string> ReadAsync(string file, CancellationToken cancellationToken) =>
        !File.Exists(file) ? throw new UserInputException($"{file}: no such file; check the path")
        : Path.GetExtension(file) == ".txt" ? LinesAsync(file, line => line, cancellationToken)
        : Path.GetExtension(file) is ".jsonl" or ".json" && HoldsTexts(file) ? LinesAsync(file, TextOf, cancellationToken)
        : QuestionsAsync(file, cancellationToken);

    private static async IAsyncEnumerable<string> LinesAsync(string file, Func<string, string?> textOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long row = 0;
        await foreach (string line in File.ReadLinesAsync(file, cancellationToken))
        {
            row++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return textOf(line) ?? throw new UserInputException($"{file}: row {row} has no 'text'; give every row one, or plain lines in a .txt file");
            }
        }
    }

    private static async IAsyncEnumerable<string> QuestionsAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var dataset = await DatasetCatalog.OpenAsync(file, cancellationToken: cancellationToken);
        await foreach (var row in dataset.ReadAsync(cancellationToken))
        {
            if (row.Question is { } question)
            {
                yield return question.Text;
            }
        }
    }

    private static bool HoldsTexts(string file) => File.ReadLines(file).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) is { } first && TextOf(first) is not null;

    private static string? TextOf(string line)
    {
        try
        {
            return JsonElement.Parse(line) is { ValueKind: JsonValueKind.Object } row && row.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
