using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>One JSON object a line. A broken line is a rejected row; the lines after it are read.</summary>
internal sealed class JsonLinesSource(string path) : IRowSource
{
    public DatasetContainer Container => DatasetContainer.JsonLines;

    public IReadOnlyDictionary<string, JsonElement> Root => new Dictionary<string, JsonElement>();

    public async IAsyncEnumerable<RawRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = DatasetText.Open(path);
        var number = 0L;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            line = number == 1 ? DatasetText.WithoutMark(line) : line;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(number, line);
            }
        }
    }

    private static RawRow Parse(long number, string line)
    {
        if (line.Contains(DatasetText.InvalidBytes))
        {
            return new RawRow(number, default, Broken: DatasetText.NotUtf8);
        }

        try
        {
            var element = JsonElement.Parse(line);
            return element.ValueKind == JsonValueKind.Object
                ? new RawRow(number, element)
                : new RawRow(number, default, Broken: $"the line is a JSON {JsonWords.Of(element)}, not an object; write one {{...}} a line");
        }
        catch (JsonException e)
        {
            return new RawRow(number, default, Broken: $"broken JSON at character {e.BytePositionInLine + 1}: {JsonWords.Of(e)}; mend or delete the line");
        }
    }
}
