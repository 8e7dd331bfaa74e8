namespace SaeFlows.Core.Datasets.Formats;

/// <summary>FOLIO (Han et al. 2022, arXiv 2209.00840): <c>premises</c> (a list, or lines of one text), <c>conclusion</c>, <c>label</c> True, False or Unknown (also Uncertain).</summary>
internal sealed class FolioFormat : IDatasetFormat
{
    public static readonly IReadOnlyList<string> Labels = ["True", "False", "Unknown"];

    public string Name => "folio";

    public string Description => "FOLIO: premises, conclusion, label";

    public bool Recognises(DatasetShape shape) => shape.Has("premises", "conclusion", "label");

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var premises = row.Fields.Items("premises") is { } items ? string.Join('\n', items) : row.Fields.Text("premises");
        var conclusion = row.Fields.Text("conclusion");
        var value = row.Fields.Text("label");
        yield return string.IsNullOrEmpty(premises) || conclusion is null ? Readings.Missing(row.Fields, "question", "premises and conclusion")
            : value is null ? Readings.Missing(row.Fields, "answer", "label True, False or Unknown")
            : TruthLabel(value) is not { } label ? RowReading.Reject($"the label '{Excerpt.Of(value)}' is none of True, False, Unknown")
            : Readings.Label(
                row.Fields.Text("example_id", "id") ?? row.Key,
                Ask(premises, conclusion),
                label,
                Labels,
                row.Fields.Rest("premises", "conclusion", "label", "example_id", "id", "premises-FOL", "conclusion-FOL"));
    }

    public static string Ask(string premises, string statement) =>
        $"Premises:\n{premises}\n\nStatement: {statement}\n\nGiven the premises, is the statement True, False or Unknown?";

    public static string? TruthLabel(string value) => value.Trim().ToLowerInvariant() switch
    {
        "true" or "entailment" => "True",
        "false" or "contradiction" => "False",
        "unknown" or "uncertain" or "neutral" => "Unknown",
        _ => null,
    };
}
