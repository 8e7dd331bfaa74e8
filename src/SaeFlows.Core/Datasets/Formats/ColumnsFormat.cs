namespace SaeFlows.Core.Datasets.Formats;

/// <summary>Files whose column names say what they are: <c>question</c> or <c>problem</c>, <c>answer</c> or <c>expected_answer</c>, ...</summary>
internal sealed class ColumnsFormat : IDatasetFormat
{
    private static readonly string[] Questions = ["question", "problem", "prompt", "query", "input", "instruction", "text", "sentence"];
    private static readonly string[] Answers = ["answer", "expected_answer", "final_answer", "gold_answer", "answerKey", "target", "gold", "label", "output", "solution", "ans", "correct"];
    private static readonly string[] Ids = ["id", "qid", "uid", "question_id", "example_id", "idx"];
    private static readonly string[] ChoiceLists = ["choices", "options"];
    private static readonly string[] Contexts = ["context", "passage", "body"];

    public string Name => "columns";

    public string Description => "any file with a question and an answer column under a usual name";

    public bool Recognises(DatasetShape shape) => Guess(shape) is not null;

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Guess(shape) is { } mapping
            ? new MappedFormat(Name, mapping).Read(row, shape)
            : [RowReading.Reject($"no question and answer column; the row has: {row.Fields.Names()}; say with --mapping which they are")];
    }

    private static DatasetMapping? Guess(DatasetShape shape)
    {
        var question = Column(shape, Questions);
        var answer = Column(shape, [.. Answers.Where(a => !string.Equals(a, question, StringComparison.Ordinal))]);
        if (question is null || answer is null)
        {
            return null;
        }

        var choices = Column(shape, ChoiceLists);
        return new DatasetMapping
        {
            Question = question,
            Answer = answer,
            Id = Column(shape, Ids),
            Context = Column(shape, Contexts),
            Choices = choices is null ? [] : [choices],
        };
    }

    private static string? Column(DatasetShape shape, string[] names) =>
        names.Select(n => shape.Columns.FirstOrDefault(c => string.Equals(c, n, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(c => c is not null);
}
