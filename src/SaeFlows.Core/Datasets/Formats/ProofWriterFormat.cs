using System.Text.Json;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// ProofWriter (Tafjord et al. 2021, arXiv 2012.13048): <c>theory</c> with <c>questions</c> (<c>meta-*.jsonl</c>), flat <c>theory</c>, <c>question</c>,
/// <c>answer</c>, or the multiple choice of Logic-LM (<c>context</c>, <c>question</c>, <c>options</c>, <c>answer</c>).
/// </summary>
internal sealed class ProofWriterFormat : IDatasetFormat
{
    public string Name => "proofwriter";

    public string Description => "ProofWriter: theory and questions, or context, question, options, answer";

    public bool Recognises(DatasetShape shape) =>
        (shape.Has("theory") && (shape.Has("questions") || shape.Has("question", "answer")))
        || (shape.Has("context", "question", "options", "answer") && shape.Samples.Any(s => s.Text("id")?.StartsWith("ProofWriter", StringComparison.OrdinalIgnoreCase) == true));

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var theory = row.Fields.Text("theory");
        if (theory is null)
        {
            return [row.Fields.Text("context") is null ? Readings.Missing(row.Fields, "theory", "theory, or context with options") : MultipleChoiceFormat.ReadOne(row)];
        }

        var id = row.Fields.Text("id") ?? row.Key;
        if (row.Fields.TryFind("questions", out var questions) && questions.ValueKind == JsonValueKind.Object)
        {
            var all = questions.EnumerateObject().Select(q => Statement(q.Value, theory, id is null ? null : $"{id}-{q.Name}", row.Fields)).ToList();
            return all.Count > 0 ? all : [RowReading.Reject("'questions' is empty")];
        }

        return [Statement(row.Fields, theory, id, row.Fields)];
    }

    private static RowReading Statement(JsonElement question, string theory, string? id, JsonElement row)
    {
        if (question.ValueKind != JsonValueKind.Object || question.Text("question") is not { } statement)
        {
            return Readings.Missing(row, "question", "a question in each of 'questions'");
        }

        return question.Text("answer") is { } answer && FolioFormat.TruthLabel(answer) is { } label
            ? Readings.Label(id, FolioFormat.Ask(theory, statement), label, FolioFormat.Labels, Depth(question, row))
            : RowReading.Reject($"{id}: the answer is '{question.Text("answer")}', none of True, False, Unknown");
    }

    private static Dictionary<string, string> Depth(JsonElement question, JsonElement row)
    {
        var metadata = row.Rest("id", "theory", "question", "answer", "allProofs");
        if (question.Text("QDep") is { } depth)
        {
            metadata["QDep"] = depth;
        }

        return metadata;
    }
}
