using System.Runtime.CompilerServices;

namespace SaeFlows.Core.Datasets;

/// <summary>One dataset file with its format. Each reading starts from the beginning; memory does not grow with the file.</summary>
public sealed class DatasetFile
{
    private readonly IRowSource _source;
    private readonly DatasetShape _shape;
    private readonly IDatasetFormat _format;

    internal DatasetFile(IRowSource source, DatasetShape shape, IDatasetFormat format)
    {
        _source = source;
        _shape = shape;
        _format = format;
    }

    public string Path => _shape.Path;

    /// <summary>The name of the format that reads it.</summary>
    public string Format => _format.Name;

    public DatasetContainer Container => _shape.Container;

    /// <summary>
    /// The rows in file order: questions, or the reason why a row is none. Ids are unique: of rows with the same id the later ones are rejected.
    /// </summary>
    /// <exception cref="UserInputException">The rest of the file cannot be read.</exception>
    public async IAsyncEnumerable<DatasetRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ids = new QuestionIds(_format.Name);
        var place = 0L;
        await foreach (var raw in _source.ReadAsync(cancellationToken))
        {
            if (raw.Broken is not null)
            {
                place++;
                yield return new DatasetRow(raw.Row, null, raw.Broken);
                continue;
            }

            foreach (var reading in _format.Read(raw, _shape))
            {
                place++;
                yield return Row(raw.Row, place, reading, ids);
            }
        }
    }

    /// <summary>Reads the whole file and says what is in it.</summary>
    /// <exception cref="UserInputException">The file cannot be read to its end.</exception>
    public async Task<DatasetCheck> CheckAsync(CancellationToken cancellationToken = default)
    {
        var check = new DatasetCheckBuilder(Path, Format);
        await foreach (var row in ReadAsync(cancellationToken))
        {
            check.Add(row);
        }

        return check.Build(await DatasetHash.OfAsync(Path, cancellationToken));
    }

    private static DatasetRow Row(long row, long place, RowReading reading, QuestionIds ids)
    {
        if (reading.Question is not { } question)
        {
            return new DatasetRow(row, null, reading.Rejected);
        }

        if (question.Id.Length == 0)
        {
            return new DatasetRow(row, question with { Id = ids.Derive(place, question) }, null);
        }

        return ids.FirstRowOf(question.Id, row) is { } first
            ? new DatasetRow(row, null, $"the id '{Excerpt.Of(question.Id)}' was used by row {first} already; give every row its own id")
            : new DatasetRow(row, question, null);
    }
}
