namespace SaeFlows.Core.Datasets.Formats;

/// <summary>A description of OpenMathInstruct's columns instead of its rows: told apart so that the message can say so.</summary>
internal sealed class OpenMathInstructSchemaFormat : IDatasetFormat
{
    public string Name => "openmathinstruct-schema";

    public string Description => "a description of OpenMathInstruct's columns (holds no question)";

    public bool Recognises(DatasetShape shape) =>
        shape.Has("fields", "files") && shape.Samples.Any(s => s.TryFind("fields", out var fields) && fields.TryFind("expected_answer", out _));

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var columns = row.Fields.TryFind("fields", out var fields) ? fields.Names() : row.Fields.Names();
        yield return RowReading.Reject($"describes the columns of {row.Key ?? "a dataset"} ({columns}) and holds no question; name a .jsonl or .parquet file with its rows");
    }
}
