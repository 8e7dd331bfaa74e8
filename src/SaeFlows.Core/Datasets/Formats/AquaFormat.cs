namespace SaeFlows.Core.Datasets.Formats;

/// <summary>AQuA-RAT (Ling et al. 2017, arXiv 1705.04146): <c>question</c>, <c>options</c> with or without letters, <c>rationale</c>, <c>correct</c>.</summary>
internal sealed class AquaFormat : IDatasetFormat
{
    public string Name => "aqua";

    public string Description => "AQuA: question, options, rationale, correct";

    public bool Recognises(DatasetShape shape) => shape.Has("question", "options", "correct");

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var question = row.Fields.Text("question");
        var correct = row.Fields.Text("correct");
        var options = row.Fields.Items("options");
        yield return question is null ? Readings.Missing(row.Fields, "question", "question, options and correct")
            : correct is null ? Readings.Missing(row.Fields, "answer", "the letter of the right option in 'correct'")
            : options is null ? Readings.Missing(row.Fields, "choices", "a list in 'options'")
            : Readings.Choice(row.Fields.Text("id") ?? row.Key, question, options, correct, row.Fields.Rest("question", "options", "rationale", "correct", "id"));
    }
}
