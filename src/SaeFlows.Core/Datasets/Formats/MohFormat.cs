using System.Text.RegularExpressions;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>MOH (Mohammad, Shutova and Turney 2016, S16-2003): tab-separated <c>term</c>, <c>sense</c>, <c>sentence</c> with the word in <c>&lt;b&gt;</c>, <c>class</c>, <c>confidence</c>.</summary>
internal sealed partial class MohFormat : IDatasetFormat
{
    public string Name => "moh";

    public string Description => "MOH: term, sense, sentence with the word in <b>, class, confidence";

    public bool Recognises(DatasetShape shape) => shape.Has("term", "sense", "sentence", "class");

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var marked = row.Fields.Text("sentence");
        var term = row.Fields.Text("term");
        if (marked is null || term is null)
        {
            return [Readings.Missing(row.Fields, "question", "term, sense, sentence and class")];
        }

        var target = Bold().Match(marked) is { Success: true } bold ? bold.Groups[1].Value.Trim() : term;
        return [MetaphorLabels.Ask(
            row.Fields.Text("sense"), Tag().Replace(marked, string.Empty), target, row.Fields.Text("class"), row.Fields.Rest("sense", "sentence", "class"))];
    }

    [GeneratedRegex("<b>(.*?)</b>", RegexOptions.IgnoreCase)]
    private static partial Regex Bold();

    [GeneratedRegex("</?b>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();
}
