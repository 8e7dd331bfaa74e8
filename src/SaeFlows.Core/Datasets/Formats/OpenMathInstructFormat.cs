namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// OpenMathInstruct-1 (Toshniwal et al. 2024, arXiv 2402.10176): <c>question</c>, <c>expected_answer</c>, <c>generated_solution</c>, ...;
/// OpenMathInstruct-2 (arXiv 2410.01560): the same with <c>problem</c>. One problem occurs with many solutions: each row is a question.
/// </summary>
internal sealed class OpenMathInstructFormat(int version) : IDatasetFormat
{
    private readonly string _question = version == 1 ? "question" : "problem";

    public string Name => $"openmathinstruct-{version}";

    public string Description => $"OpenMathInstruct-{version}: {_question}, expected_answer, generated_solution";

    public bool Recognises(DatasetShape shape) => shape.Has(_question, "expected_answer", "generated_solution");

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var question = row.Fields.Text(_question);
        var answer = row.Fields.Text("expected_answer");
        yield return question is null ? Readings.Missing(row.Fields, "question", $"{_question} and expected_answer")
            : answer is null ? Readings.Missing(row.Fields, "answer", $"{_question} and expected_answer")
            : Readings.NumberOrText(row.Fields.Text("id") ?? row.Key, question, answer, row.Fields.Rest(_question, "expected_answer", "generated_solution", "id"));
    }
}
