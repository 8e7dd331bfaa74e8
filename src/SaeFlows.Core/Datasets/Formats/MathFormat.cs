using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// MATH (Hendrycks et al. 2021, arXiv 2103.03874): <c>problem</c>, <c>solution</c> with the answer in its last <c>\boxed{}</c>, <c>level</c>,
/// <c>type</c>; as JSON lines, as one array, as a folder of single files, or with an <c>answer</c> column (MATH-500).
/// </summary>
internal sealed class MathFormat : IDatasetFormat
{
    public string Name => "math";

    public string Description => "MATH: problem, solution with \\boxed{}, level, type";

    public bool Recognises(DatasetShape shape) => shape.Has("problem", "solution");

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var problem = row.Fields.Text("problem");
        var solution = row.Fields.Text("solution");
        var answer = row.Fields.Text("answer") ?? (solution is null ? null : Boxed.Last(solution));
        yield return problem is null ? Readings.Missing(row.Fields, "question", "problem and solution")
            : solution is null && answer is null ? Readings.Missing(row.Fields, "answer", "a solution with \\boxed{...}")
            : string.IsNullOrWhiteSpace(answer) ? RowReading.Reject("the solution has no \\boxed{answer}; add one, or an 'answer' column")
            : Readings.NumberOrText(
                row.Fields.Text("unique_id", "id", "idx") ?? row.Key,
                problem,
                answer.Trim().ReplaceLineEndings(" "),
                row.Fields.Rest("problem", "solution", "answer", "unique_id", "id", "idx"));
    }
}
