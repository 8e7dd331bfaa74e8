namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// Premise and hypothesis with a label: SNLI (D15-1075) and MNLI (N18-1101) as published (<c>sentence1</c>, <c>sentence2</c>, <c>gold_label</c>),
/// their Hugging Face copies (<c>premise</c>, <c>hypothesis</c>, <c>label</c> 0, 1, 2), and two-way tasks such as RTE. Pairs without a gold label
/// are rejected.
/// </summary>
internal sealed class NliFormat : IDatasetFormat
{
    private static readonly string[] Premises = ["premise", "sentence1", "text1", "context"];
    private static readonly string[] Hypotheses = ["hypothesis", "sentence2", "text2", "statement"];
    private static readonly string[] Labels = ["gold_label", "label", "answer"];

    public string Name => "nli";

    public string Description => "SNLI, MNLI, RTE and alike: premise, hypothesis, label (or sentence1, sentence2, gold_label)";

    public bool Recognises(DatasetShape shape) =>
        ((shape.Has("premise", "hypothesis") || shape.Has("sentence1", "sentence2") || shape.Has("text1", "text2")) && Array.Exists(Labels, l => shape.Has(l)));

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var premise = row.Fields.Text(Premises);
        var hypothesis = row.Fields.Text(Hypotheses);
        if (premise is null || hypothesis is null)
        {
            return [Readings.Missing(row.Fields, "question", "premise and hypothesis, or sentence1 and sentence2")];
        }

        var column = Array.Find(Labels, l => row.Fields.Text(l) is not null);
        if (column is null)
        {
            return [Readings.Missing(row.Fields, "answer", "gold_label or label")];
        }

        var twoWay = NliLabels.IsTwoWay(shape, column);
        var value = row.Fields.Text(column);
        return NliLabels.Of(value, twoWay) is { } label
            ? [Readings.Label(
                row.Fields.Text("pairID", "uid", "id", "idx", "index") ?? row.Key,
                NliLabels.Ask(premise, hypothesis, twoWay),
                label,
                twoWay ? NliLabels.Two : NliLabels.Three,
                row.Fields.Rest([.. Premises, .. Hypotheses, .. Labels, "pairID", "uid", "id", "idx", "index", "sentence1_parse", "sentence2_parse", "sentence1_binary_parse", "sentence2_binary_parse"]))]
            : [RowReading.Reject($"no gold label: '{Excerpt.Of(value!)}' is none of {string.Join(", ", twoWay ? NliLabels.Two : NliLabels.Three)}")];
    }
}
