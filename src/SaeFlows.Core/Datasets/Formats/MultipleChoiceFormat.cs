using System.Globalization;
using System.Text.Json;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// Multiple choice as most benchmarks publish it: <c>question</c> with <c>choices</c> or <c>options</c> as a list (MMLU, Logic-LLM), as
/// <c>{text, label}</c> (ARC, CommonsenseQA, OpenBookQA), as <c>endings</c> (HellaSwag), or one column a choice (<c>A</c>..<c>E</c>,
/// <c>option_a</c>.., <c>opa</c>.., <c>choice1</c>..); the answer a letter, a label, the text, or a 0-based number.
/// </summary>
internal sealed class MultipleChoiceFormat : IDatasetFormat
{
    private static readonly string[] Questions = ["question", "question_stem", "stem", "ctx", "query", "prompt", "input", "problem"];
    private static readonly string[] Answers = ["answer", "answerKey", "answer_key", "correct_answer", "correct_option", "correct", "label", "gold", "target", "cop", "answer_idx", "answer_index"];
    private static readonly string[] Lists = ["choices", "options", "endings"];
    private static readonly string[] Contexts = ["context", "passage", "article", "body"];

    public string Name => "multiple-choice";

    public string Description => "multiple choice: question, choices or options (a list or one column each), answer";

    public bool Recognises(DatasetShape shape) =>
        Array.Exists(Questions, q => shape.Has(q)) && Array.Exists(Answers, a => shape.Has(a))
        && shape.Samples.Any(s => ChoiceColumns.Of(Asked(s), Lists) is { Texts.Count: >= 2 });

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        yield return ReadOne(row);
    }

    /// <summary>One row, for formats that are multiple choice under another name.</summary>
    public static RowReading ReadOne(RawRow row)
    {
        var fields = Asked(row.Fields);
        var question = fields.Text(Questions);
        var choices = ChoiceColumns.Of(fields, Lists);
        if (question is null)
        {
            return Readings.Missing(row.Fields, "question", "question, choices and answer");
        }

        if (choices is null)
        {
            return Readings.Missing(row.Fields, "choices", "a list in choices or options, or one column a choice");
        }

        if (Answer(row.Fields, choices) is not { } answer)
        {
            return Readings.Missing(row.Fields, "answer", "the letter, text or 0-based number of the right choice in 'answer'");
        }

        var context = row.Fields.Text(Contexts);
        return Readings.Choice(
            row.Fields.Text("id", "question_id", "example_id", "ind", "idx") ?? row.Key,
            context is null ? question : $"{context}\n\n{question}",
            choices.Texts,
            answer,
            row.Fields.Rest([.. Questions, .. Answers, .. Contexts, .. choices.Columns, "id", "question_id", "example_id", "ind", "idx"]));
    }

    // CommonsenseQA nests stem and choices in the question.
    private static JsonElement Asked(JsonElement row) =>
        row.TryFind("question", out var nested) && nested.ValueKind == JsonValueKind.Object ? nested : row;

    private static string? Answer(JsonElement row, ChoiceColumns choices)
    {
        foreach (var name in Answers)
        {
            if (row.TryFind(name, out var value) && RowFields.Scalar(value) is { } text)
            {
                return Letter(text, value.ValueKind == JsonValueKind.Number, choices);
            }
        }

        return null;
    }

    private static string Letter(string text, bool isNumber, ChoiceColumns choices)
    {
        var label = choices.Labels.IndexOf(text);
        if (label >= 0)
        {
            return ChoiceLetters.At(label);
        }

        // A number in text may be the choice itself ("32400"); only where no choice is that number it counts places.
        var place = isNumber || !choices.Texts.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var index) ? index : -1
            : -1;
        return ChoiceLetters.At(place, choices.Texts.Count) ?? text;
    }
}
