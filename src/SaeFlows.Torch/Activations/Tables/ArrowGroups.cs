using SaeFlows.Core;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>
/// Arrow's IPC formats (Arrow columnar format, "Serialization and Interprocess Communication"), one record batch at a time. How many
/// rows a batch has is known once it was read, so going back costs one batch and going ahead reads what lies between.
/// </summary>
internal sealed class ArrowGroups : IRowGroups
{
    private readonly string _path;
    private readonly IArrowBatches _batches;
    private readonly List<long> _firsts = [0];
    private readonly string _column;
    private readonly int _index;

    /// <exception cref="UserInputException">The file is damaged, or has no such column.</exception>
    public ArrowGroups(string path, IArrowBatches batches)
    {
        (_path, _batches) = (path, batches);
        try
        {
            var fields = batches.Schema.FieldsList;
            _column = TokenColumns.Choose(path, [.. fields.Select(field => field.Name)]);
            _index = fields.ToList().FindIndex(field => field.Name == _column);
            ArrowColumn.Check(path, _column, fields[_index].DataType);
        }
        catch (Exception e)
        {
            Dispose();
            throw e is UserInputException ? e : TokenColumns.Damaged(path, "Arrow", e);
        }
    }

    public (long First, ColumnRows Rows)? Around(long row)
    {
        try
        {
            for (int at = _firsts.FindLastIndex(first => first <= row); _batches.Read(at) is { } batch; at++)
            {
                using var held = batch;
                long first = _firsts[at];
                if (row < first + batch.Length)
                {
                    var rows = ArrowColumn.Read(_path, _column, batch.Column(_index), first);
                    return rows.Count == batch.Length ? (first, rows) : throw new InvalidDataException($"record batch {at + 1} has {batch.Length} rows, its column {rows.Count}");
                }

                if (at + 1 == _firsts.Count)
                {
                    _firsts.Add(first + batch.Length);
                }
            }

            return null;
        }
        catch (Exception e) when (e is not UserInputException)
        {
            throw TokenColumns.Damaged(_path, "Arrow", e);
        }
    }

    public void Dispose() => _batches.Dispose();
}
