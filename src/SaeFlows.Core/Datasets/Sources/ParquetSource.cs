using System.Runtime.CompilerServices;
using System.Text.Json;
using Parquet;
using Parquet.Serialization;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>Apache Parquet, one row group at a time: memory holds one group.</summary>
internal sealed class ParquetSource(string path) : IRowSource
{
    public DatasetContainer Container => DatasetContainer.Parquet;

    public IReadOnlyDictionary<string, JsonElement> Root => new Dictionary<string, JsonElement>();

    public async IAsyncEnumerable<RawRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = DatasetBytes.Open(path);
        var groups = await GroupCountAsync(stream, cancellationToken);
        var number = 0L;
        for (var group = 0; group < groups; group++)
        {
            foreach (var row in await GroupAsync(stream, group, number, cancellationToken))
            {
                number++;
                yield return new RawRow(number, ParquetRecord.Of(row));
            }
        }
    }

    private async Task<int> GroupCountAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            await using var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancellationToken);
            return reader.RowGroupCount;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new UserInputException($"{path}: broken Parquet file ({FirstLine(e)}); download it again", e);
        }
    }

    private async Task<IList<Dictionary<string, object>>> GroupAsync(Stream stream, int group, long rowsBefore, CancellationToken cancellationToken)
    {
        try
        {
            stream.Position = 0;
            var result = await ParquetSerializer.DeserializeUntypedAsync(stream, rowGroupIndex: group, cancellationToken: cancellationToken);
            return result.Data;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new UserInputException(
                $"{path}: row {rowsBefore + 1}: row group {group + 1} cannot be read ({FirstLine(e)}); write the file again with plain column types, or as JSON lines", e);
        }
    }

    private static string FirstLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
