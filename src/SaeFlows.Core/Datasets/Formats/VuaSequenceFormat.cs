namespace SaeFlows.Core.Datasets.Formats;

/// <summary>VUA as sequences (Gao et al. 2018, D18-1060): <c>sentence</c>, <c>label_seq</c>, <c>pos_seq</c>, one label a word.</summary>
internal sealed class VuaSequenceFormat : IDatasetFormat
{
    public string Name => "vua-sequence";

    public string Description => "VUA sequences: sentence, label_seq, pos_seq; a question for each content word";

    public bool Recognises(DatasetShape shape) => shape.Has("sentence", "label_seq", "pos_seq");

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape) =>
        row.Fields.Text("sentence") is { } sentence
            ? LabelSequence.Read(row.Fields, sentence, sentence.Split(' '), List(row.Fields.Text("label_seq")), List(row.Fields.Text("pos_seq")))
            : [Readings.Missing(row.Fields, "question", "sentence, label_seq and pos_seq")];

    // Python lists as text: [0, 1], ['DET', 'NOUN'].
    private static string[] List(string? text) =>
        text is null ? [] : [.. text.Trim('[', ']').Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(x => x.Trim('\'', '"'))];
}
