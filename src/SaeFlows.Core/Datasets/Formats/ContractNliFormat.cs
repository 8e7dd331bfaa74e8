using System.Text.Json;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// ContractNLI (Koreeda and Manning 2021, arXiv 2110.01799): one JSON object with <c>documents</c> and the hypotheses in <c>labels</c>. Each annotated
/// pair of contract and hypothesis is a question.
/// </summary>
internal sealed class ContractNliFormat : IDatasetFormat
{
    private static readonly string[] Choices = ["Entailment", "Contradiction", "NotMentioned"];

    public string Name => "contract-nli";

    public string Description => "ContractNLI: documents with annotation_sets, labels with hypotheses";

    public bool Recognises(DatasetShape shape) => shape.Has("text", "annotation_sets") && shape.Root.ContainsKey("labels");

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var text = row.Fields.Text("text");
        var id = row.Fields.Text("id") ?? row.Key;
        if (text is null)
        {
            return [Readings.Missing(row.Fields, "contract", "text and annotation_sets")];
        }

        if (!shape.Root.TryGetValue("labels", out var hypotheses) || hypotheses.ValueKind != JsonValueKind.Object)
        {
            return [RowReading.Reject("the document's hypotheses are missing: the file needs 'labels' beside 'documents'")];
        }

        var pairs = Annotations(row.Fields).Select(a => Pair(id, text, a.Name, a.Value, hypotheses, row.Fields)).ToList();
        return pairs.Count > 0 ? pairs : [Readings.Missing(row.Fields, "annotations", "annotation_sets[0].annotations")];
    }

    private static IEnumerable<JsonProperty> Annotations(JsonElement document) =>
        document.TryGetProperty("annotation_sets", out var sets) && sets.ValueKind == JsonValueKind.Array
            ? sets.EnumerateArray().Take(1).SelectMany(s => s.TryGetProperty("annotations", out var all) && all.ValueKind == JsonValueKind.Object ? all.EnumerateObject() : default)
            : [];

    private static RowReading Pair(string? document, string text, string key, JsonElement annotation, JsonElement hypotheses, JsonElement row)
    {
        var hypothesis = hypotheses.TryGetProperty(key, out var described) && described.ValueKind == JsonValueKind.Object ? described.Text("hypothesis") : null;
        var choice = annotation.ValueKind == JsonValueKind.Object ? annotation.Text("choice") : null;
        if (hypothesis is null || choice is null || !Choices.Contains(choice))
        {
            return RowReading.Reject($"document {document}, {key}: {(hypothesis is null ? "no such hypothesis in 'labels'" : $"the choice '{choice}' is none of {string.Join(", ", Choices)}")}");
        }

        var metadata = row.Rest("id", "text");
        metadata["hypothesis"] = key;
        return Readings.Label(
            document is null ? null : $"{document}-{key}",
            $"Contract:\n{text}\n\nHypothesis: {hypothesis}\n\nDoes the contract entail the hypothesis, contradict it, or not mention it? Answer Entailment, Contradiction or NotMentioned.",
            choice,
            Choices,
            metadata);
    }
}
