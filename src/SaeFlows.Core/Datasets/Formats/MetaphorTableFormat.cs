namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// The neutral form for metaphor data: <c>sentence</c>, <c>target</c> (the word in question), <c>label</c>; an <c>id</c> if there is one. The HFMET
/// of arXiv 2507.06427 is not published under that name; whoever has it brings it into this form, or maps its columns.
/// </summary>
internal sealed class MetaphorTableFormat : IDatasetFormat
{
    public string Name => "metaphor";

    public string Description => "any metaphor data: sentence, target, label (literal or metaphorical, 0 or 1)";

    public bool Recognises(DatasetShape shape) => shape.Has("sentence", "target", "label");

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var sentence = row.Fields.Text("sentence");
        var target = row.Fields.Text("target");
        yield return sentence is null ? Readings.Missing(row.Fields, "question", "sentence, target and label")
            : target is null ? Readings.Missing(row.Fields, "target word", "sentence, target and label")
            : MetaphorLabels.Ask(row.Fields.Text("id") ?? row.Key, sentence, target, row.Fields.Text("label"), row.Fields.Rest("id", "sentence", "label"));
    }
}
