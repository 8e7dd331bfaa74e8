using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>GSM8K (Cobbe et al. 2021, arXiv 2110.14168): <c>question</c>, <c>answer</c> whose last line is <c>#### N</c>.</summary>
internal sealed class Gsm8kFormat : IDatasetFormat
{
    public const string Mark = "####";

    public string Name => "gsm8k";

    public string Description => "GSM8K: question, answer ending in '#### N'";

    public bool Recognises(DatasetShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Has("question", "answer") && shape.Samples.Any(s => s.Text("answer")?.Contains(Mark, StringComparison.Ordinal) == true);
    }

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var question = row.Fields.Text("question");
        var answer = row.Fields.Text("answer");
        if (question is null || answer is null)
        {
            return [RowReading.Reject($"no {(question is null ? "question" : "answer")}: GSM8K rows have 'question' and 'answer', this one has: {row.Fields.Names()}")];
        }

        var at = answer.LastIndexOf(Mark, StringComparison.Ordinal);
        var number = at < 0 ? answer : answer[(at + Mark.Length)..].Trim();
        if (NumberReader.Whole(number) is null)
        {
            return [RowReading.Reject(at < 0 ? "the answer has no '#### N' line; add the final number" : $"the answer after '####' is no number: '{Excerpt.Of(number)}'")];
        }

        return [RowReading.Of(new Question
        {
            Id = row.Fields.Text("id", "question_id") ?? row.Key ?? string.Empty,
            Text = question,
            Answer = number,
            Kind = AnswerKind.Number,
            Metadata = row.Fields.Rest("question", "answer", "id", "question_id"),
        })];
    }
}
