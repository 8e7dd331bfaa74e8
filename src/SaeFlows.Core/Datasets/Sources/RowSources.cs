using System.Text;
using System.Text.Json;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>Tells by extension and first bytes how records lie in a file.</summary>
internal static class RowSources
{
    private const int HeadBytes = 1 << 18;

    /// <exception cref="UserInputException">No such file, no permission, a kind of file that holds no rows.</exception>
    public static async Task<IRowSource> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            return new JsonFolderSource(path);
        }

        var head = await DatasetBytes.HeadAsync(path, HeadBytes, cancellationToken);
        DatasetBytes.RefuseUnreadable(path, head);
        if (head.AsSpan().StartsWith("PAR1"u8))
        {
            return new ParquetSource(path);
        }

        // A character cut by the end of the head is no fault of the file.
        var text = DatasetText.WithoutMark(Encoding.UTF8.GetString(head)).TrimStart();
        var extension = Path.GetExtension(path).ToLowerInvariant();
        var whole = head.Length < HeadBytes;
        return extension switch
        {
            ".csv" or ".tsv" or ".tab" => Table(path, text, extension),
            ".parquet" => throw new UserInputException($"{path}: no Parquet file (it does not begin with PAR1); download it again"),
            _ when text[0] == '[' => await DocumentAsync(path, cancellationToken),
            ".jsonl" or ".ndjson" or ".jsonlines" => new JsonLinesSource(path),
            _ when text[0] == '{' => IsJsonLines(text, whole) ? new JsonLinesSource(path) : await DocumentAsync(path, cancellationToken),
            ".json" => throw new UserInputException($"{path}: no JSON file: it begins with '{text[0]}'; it should begin with [ or {{"),
            _ when text.Contains('\0', StringComparison.Ordinal) => throw new UserInputException($"{path}: a binary file; datasets are JSON, JSON lines, CSV, TSV or Parquet"),
            _ when text.Contains('\t', StringComparison.Ordinal) => Table(path, text, ".tsv"),
            _ => new TextLinesSource(path),
        };
    }

    private static async Task<IRowSource> DocumentAsync(string path, CancellationToken cancellationToken) =>
        new JsonDocumentSource(path, await JsonRootScan.RunAsync(path, cancellationToken));

    private static DelimitedSource Table(string path, string text, string extension) =>
        new(path, DelimitedLayouts.Guess(text, extension));

    // Published .json files often are JSON lines: the first line is a whole object, and another object follows.
    private static bool IsJsonLines(string text, bool whole)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        try
        {
            JsonElement.Parse(text[..end]);
        }
        catch (JsonException)
        {
            return false;
        }

        return !whole || text.AsSpan(end).TrimStart().StartsWith("{");
    }
}
