using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>Any file, by a mapping of its columns.</summary>
internal sealed class MappedFormat(string name, DatasetMapping mapping) : IDatasetFormat
{
    public string Name => name;

    public string Description => "any file by --mapping";

    public bool Recognises(DatasetShape shape) => true;

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape) => [ReadOne(row)];

    private RowReading ReadOne(RawRow row)
    {
        var question = row.Fields.Text(mapping.Question);
        var answer = row.Fields.Text(mapping.Answer);
        if (question is null)
        {
            return RowReading.Reject($"no question: column '{mapping.Question}' is empty or missing; the row has: {row.Fields.Names()}");
        }

        if (answer is null)
        {
            return RowReading.Reject($"no answer: column '{mapping.Answer}' is empty or missing; the row has: {row.Fields.Names()}");
        }

        var choices = Choices(row);
        var kind = mapping.Kind ?? Guess(answer, choices);
        answer = mapping.Labels.TryGetValue(answer, out var label) ? label : answer;
        if (kind == AnswerKind.Choice)
        {
            return Choice(row, question, answer, choices);
        }

        if (kind == AnswerKind.Number && NumberReader.Final(answer) is null)
        {
            return RowReading.Reject($"the answer is no number: '{Excerpt.Of(answer)}'; set \"kind\": \"text\" in the mapping if it is not meant to be");
        }

        if (kind == AnswerKind.Label && choices.Count == 0)
        {
            choices = [.. mapping.Labels.Values.Distinct(StringComparer.Ordinal)];
        }

        return Of(row, question, answer, kind, choices);
    }

    private RowReading Choice(RawRow row, string question, string answer, List<string> choices)
    {
        if (choices.Count < 2)
        {
            return RowReading.Reject($"fewer than two choices; the mapping's \"choices\" names one column that holds a list, or one column a choice; the row has: {row.Fields.Names()}");
        }

        return ChoiceLetters.Of(answer, choices) is { } letter
            ? Of(row, question, letter, AnswerKind.Choice, [.. ChoiceLetters.Strip(choices)])
            : RowReading.Reject($"the answer '{Excerpt.Of(answer)}' is none of the {choices.Count} choices");
    }

    private RowReading Of(RawRow row, string question, string answer, AnswerKind kind, List<string> choices)
    {
        var context = mapping.Context is null ? null : row.Fields.Text(mapping.Context);
        return RowReading.Of(new Question
        {
            Id = (mapping.Id is null ? row.Key : row.Fields.Text(mapping.Id)) ?? string.Empty,
            Text = context is null ? question : $"{context}\n\n{question}",
            Answer = answer,
            Kind = kind,
            Choices = choices,
            Metadata = row.Fields.Rest([mapping.Question, mapping.Answer, mapping.Id ?? "id", mapping.Context ?? "", .. mapping.Choices]),
        });
    }

    private List<string> Choices(RawRow row) => mapping.Choices switch
    {
        [] => [],
        [var one] when row.Fields.Items(one) is { } items => items,
        var columns => [.. columns.Select(c => row.Fields.Text(c)).OfType<string>()],
    };

    private static AnswerKind Guess(string answer, List<string> choices) =>
        choices.Count >= 2 ? AnswerKind.Choice : NumberReader.Final(answer) is not null && AnswerLooksNumeric(answer) ? AnswerKind.Number : AnswerKind.Text;

    private static bool AnswerLooksNumeric(string answer) =>
        NumberReader.Whole(answer) is not null || answer.Contains(Gsm8kFormat.Mark, StringComparison.Ordinal) || answer.Contains("\\boxed", StringComparison.Ordinal);
}
