using System.Globalization;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// One verb of one space-separated sentence, as Gao et al. 2018 (D18-1060) formatted MOH-X, TroFi and VUA: <c>verb</c>, <c>sentence</c>,
/// <c>verb_idx</c> (0-based word), <c>label</c> (1 is metaphorical), and columns of the dataset's own. Place and content make the id: the
/// datasets' own columns do not.
/// </summary>
internal sealed class VerbSentenceFormat(string name, string description, params string[] own) : IDatasetFormat
{
    public string Name => name;

    public string Description => description;

    public bool Recognises(DatasetShape shape) => shape.Has("verb", "sentence", "label") && shape.Has(own);

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var sentence = row.Fields.Text("sentence");
        var verb = row.Fields.Text("verb");
        yield return sentence is null ? Readings.Missing(row.Fields, "question", "verb, sentence, verb_idx and label")
            : verb is null ? Readings.Missing(row.Fields, "target word", "verb, sentence, verb_idx and label")
            : MetaphorLabels.Ask(null, sentence, Word(sentence, row.Fields.Text("verb_idx")) ?? verb, row.Fields.Text("label"), row.Fields.Rest("sentence", "label"));
    }

    // The verb as it stands in the sentence; files exist whose index is off or missing, and then the lemma has to do.
    private static string? Word(string sentence, string? index)
    {
        var words = sentence.Split(' ');
        return int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < words.Length && words[at].Length > 0 ? words[at] : null;
    }
}
