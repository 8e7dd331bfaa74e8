using System.Globalization;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// VUA, MOH-X and TroFi as Choi et al. 2021 (MelBERT, N21-1141) split them: tab-separated <c>index</c>, <c>label</c>, <c>sentence</c>, <c>POS</c> and
/// <c>w_index</c> or <c>v_index</c>; or one sentence a row with a label for each word, of which each content word is a question.
/// </summary>
internal sealed class MelbertFormat : IDatasetFormat
{
    public string Name => "melbert";

    public string Description => "VUA, MOH-X, TroFi as in MelBERT: index, label, sentence, POS, w_index or v_index";

    public bool Recognises(DatasetShape shape) => shape.Has("label", "sentence") && (shape.Has("w_index") || shape.Has("v_index") || shape.Has("POS", "numOfMetaphor"));

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var sentence = row.Fields.Text("sentence");
        if (sentence is null)
        {
            return [Readings.Missing(row.Fields, "question", "label, sentence and w_index or v_index")];
        }

        var words = sentence.Split(' ');
        if (row.Fields.Text("w_index", "v_index") is not { } place)
        {
            return LabelSequence.Read(row.Fields, sentence, words, Split(row.Fields.Text("label")), Split(row.Fields.Text("POS")));
        }

        return int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < words.Length
            ? [MetaphorLabels.Ask(null, sentence, LabelSequence.Bare(words[at]), row.Fields.Text("label"), row.Fields.Rest("sentence", "label"))]
            : [RowReading.Reject($"word {place} of a sentence of {words.Length} words; the index counts from 0")];
    }

    private static string[] Split(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
