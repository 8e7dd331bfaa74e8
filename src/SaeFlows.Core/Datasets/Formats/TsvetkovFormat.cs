using SaeFlows.Core.Datasets.Sources;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// Adjective-noun and subject-verb-object phrases of Tsvetkov et al. 2014 (P14-1024): one a line; the file's name says the label
/// (<c>an_mets.txt</c>, <c>svo_nonmets.txt</c>). Placeholders such as <c>*none</c> and <c>*pronoun</c> are left out of the phrase.
/// </summary>
internal sealed class TsvetkovFormat : IDatasetFormat
{
    public string Name => "tsvetkov";

    public string Description => "Tsvetkov's phrases, one a line, in files named *_met* or *_nonmet*";

    public bool Recognises(DatasetShape shape)
    {
        var name = Path.GetFileName(shape.Path).ToLowerInvariant();
        return shape.Container == DatasetContainer.Lines && name.EndsWith(".txt", StringComparison.Ordinal) && name.Contains("met", StringComparison.Ordinal)
            && shape.Samples.All(s => s.Text(TextLinesSource.Column)?.Split(' ').Length <= 6);
    }

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var phrase = row.Fields.Text(TextLinesSource.Column);
        var parts = phrase?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (parts.Length is not (2 or 3))
        {
            yield return RowReading.Reject($"{parts.Length} words; a phrase is an adjective and a noun, or subject, verb and object");
            yield break;
        }

        var words = parts.Where(p => !p.StartsWith('*')).ToList();
        var target = parts.Length == 2 ? parts[0] : parts[1];
        var label = Path.GetFileName(shape.Path).Contains("nonmet", StringComparison.OrdinalIgnoreCase) ? MetaphorLabels.Literal : MetaphorLabels.Metaphorical;
        yield return target.StartsWith('*')
            ? RowReading.Reject($"the word in question is the placeholder {target}")
            : MetaphorLabels.Ask(null, string.Join(' ', words), target, label, new Dictionary<string, string> { ["phrase"] = phrase! }, kind: "phrase");
    }
}
