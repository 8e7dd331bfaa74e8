using Parquet;
using Parquet.Schema;
using SaeFlows.Core;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>Apache Parquet, one row group at a time, of which the one column alone is read.</summary>
internal sealed class ParquetGroups : IRowGroups
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly ParquetReader _reader;
    private readonly Field _column;

    /// <exception cref="UserInputException">The file is damaged, or has no such column.</exception>
    public ParquetGroups(string path)
    {
        _path = path;
        _file = File.OpenRead(path);
        try
        {
            _reader = Wait(ParquetReader.CreateAsync(_file, leaveStreamOpen: true));
            var fields = _reader.Schema.Fields;
            string name = TokenColumns.Choose(path, [.. fields.Select(field => field.Name)]);
            _column = fields.First(field => field.Name == name);
            ParquetColumn.Check(path, _column);
        }
        catch (Exception e)
        {
            Dispose();
            throw e is UserInputException ? e : TokenColumns.Damaged(path, "Parquet", e);
        }
    }

    public (long First, ColumnRows Rows)? Around(long row)
    {
        long first = 0;
        for (int group = 0; group < _reader.RowGroupCount; group++)
        {
            long rows = _reader.RowGroups[group].RowCount;
            if (row < first + rows)
            {
                return (first, Read(group, first, (int)rows));
            }

            first += rows;
        }

        return null;
    }

    public void Dispose()
    {
        if (_reader is not null)
        {
            Wait(_reader.DisposeAsync().AsTask());
        }

        _file.Dispose();
    }

    // The token stream is read by a worker thread of its own, which has nothing to do meanwhile.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private ColumnRows Read(int group, long first, int rows)
    {
        try
        {
            using var reader = _reader.OpenRowGroupReader(group);
            var read = Wait(ParquetColumn.ReadAsync(_path, _column, reader, first, rows));
            return read.Count == rows ? read : throw new InvalidDataException($"row group {group + 1} has {rows} rows, its column {read.Count}");
        }
        catch (Exception e) when (e is not UserInputException)
        {
            throw TokenColumns.Damaged(_path, "Parquet", e);
        }
    }
}
