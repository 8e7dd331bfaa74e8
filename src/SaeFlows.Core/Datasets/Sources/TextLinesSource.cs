using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>One example a line, in the column <c>line</c>.</summary>
internal sealed class TextLinesSource(string path) : IRowSource
{
    public const string Column = "line";

    public DatasetContainer Container => DatasetContainer.Lines;

    public IReadOnlyDictionary<string, JsonElement> Root => new Dictionary<string, JsonElement>();

    public async IAsyncEnumerable<RawRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = DatasetText.Open(path);
        var number = 0L;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            line = (number == 1 ? DatasetText.WithoutMark(line) : line).Trim();
            if (line.Contains(DatasetText.InvalidBytes))
            {
                yield return new RawRow(number, default, Broken: DatasetText.NotUtf8);
            }
            else if (line.Length > 0)
            {
                yield return new RawRow(number, JsonRecord.Of([Column], [line]));
            }
        }
    }
}
