using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>SVAMP (Patel et al. 2021, arXiv 2103.07191): <c>Body</c>, <c>Question</c>, <c>Answer</c>, <c>ID</c>; or only <c>question_concat</c> (the Hugging Face copy).</summary>
internal sealed class SvampFormat : IDatasetFormat
{
    public string Name => "svamp";

    public string Description => "SVAMP: Body, Question, Answer, ID";

    public bool Recognises(DatasetShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Has("Body", "Question", "Answer") && !shape.Has("Numbers");
    }

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var body = row.Fields.Text("Body");
        var question = row.Fields.Text("Question");
        var answer = row.Fields.Text("Answer");
        if (question is null || answer is null)
        {
            return [RowReading.Reject($"no {(question is null ? "Question" : "Answer")}: SVAMP rows have Body, Question and Answer, this one has: {row.Fields.Names()}")];
        }

        if (NumberReader.Whole(answer) is null)
        {
            return [RowReading.Reject($"the Answer is no number: '{Excerpt.Of(answer)}'")];
        }

        return [RowReading.Of(new Question
        {
            Id = row.Fields.Text("ID", "idx") ?? row.Key ?? string.Empty,
            Text = Join(body, question),
            Answer = answer,
            Kind = AnswerKind.Number,
            Metadata = row.Fields.Rest("Body", "Question", "Answer", "ID", "idx", "question_concat"),
        })];
    }

    // Most bodies lack their last full stop, and many end in a half sentence: "If there is a discount of 25 dollars on each pack".
    private static string Join(string? body, string question)
    {
        if (body is null)
        {
            return question;
        }

        var last = body[(body.LastIndexOf(". ", StringComparison.Ordinal) is var at && at < 0 ? 0 : at + 2)..];
        return body[^1] is '.' or '!' or '?' or ',' or ':' or ';' ? $"{body} {question}"
            : last.StartsWith("If ", StringComparison.Ordinal) ? $"{body}, {char.ToLowerInvariant(question[0])}{question[1..]}"
            : $"{body}. {question}";
    }
}
