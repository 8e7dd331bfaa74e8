namespace SaeFlows.Core.Datasets;

internal sealed class DatasetCheckBuilder(string path, string format)
{
    private readonly List<RejectedRow> _rejected = [];
    private readonly List<Question> _sample = [];
    private long _valid;
    private long _rejectedCount;

    public void Add(DatasetRow row)
    {
        if (row.Question is { } question)
        {
            _valid++;
            if (_sample.Count < DatasetCheck.SampleSize)
            {
                _sample.Add(question);
            }

            return;
        }

        _rejectedCount++;
        if (_rejected.Count < DatasetCheck.MostRejectedKept)
        {
            _rejected.Add(new RejectedRow(row.Row, row.RejectedBecause ?? "no question"));
        }
    }

    public DatasetCheck Build(string sha256) =>
        new(format, _valid + _rejectedCount, _valid, _rejectedCount, _rejected, sha256, _sample) { Path = path };
}
