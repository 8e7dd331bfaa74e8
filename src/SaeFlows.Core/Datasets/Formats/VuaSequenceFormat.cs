using System.Text.Json;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>
/// VUA as sequences (Gao et al. 2018, D18-1060): <c>sentence</c>, <c>label_seq</c>, <c>pos_seq</c>, one label a word. Each verb, noun, adjective and
/// adverb is a question.
/// </summary>
internal sealed class VuaSequenceFormat : IDatasetFormat
{
    private static readonly string[] ContentTags = ["VERB", "NOUN", "ADJ", "ADV"];

    public string Name => "vua-sequence";

    public string Description => "VUA sequences: sentence, label_seq, pos_seq; a question for each content word";

    public bool Recognises(DatasetShape shape) => shape.Has("sentence", "label_seq", "pos_seq");

    public IEnumerable<RowReading> Read(RawRow row, DatasetShape shape)
    {
        var sentence = row.Fields.Text("sentence");
        if (sentence is null)
        {
            return [Readings.Missing(row.Fields, "question", "sentence, label_seq and pos_seq")];
        }

        var words = sentence.Split(' ');
        var labels = List(row.Fields.Text("label_seq"));
        var tags = List(row.Fields.Text("pos_seq"));
        if (labels.Length != words.Length || tags.Length != words.Length)
        {
            return [RowReading.Reject($"{words.Length} words, {labels.Length} labels and {tags.Length} tags; there must be as many of each")];
        }

        var questions = Enumerable.Range(0, words.Length).Where(i => ContentTags.Contains(tags[i])).Select(i => Ask(row.Fields, sentence, words[i], labels[i], tags[i])).ToList();
        return questions.Count > 0 ? questions : [RowReading.Reject("no verb, noun, adjective or adverb in pos_seq")];
    }

    private static RowReading Ask(JsonElement row, string sentence, string word, string label, string tag)
    {
        var metadata = row.Rest("sentence", "label_seq", "pos_seq", "labeled_sentence");
        metadata["pos"] = tag;
        return MetaphorLabels.Ask(null, sentence, word, label, metadata);
    }

    // Python lists as text: [0, 1], ['DET', 'NOUN'].
    private static string[] List(string? text) =>
        text is null ? [] : [.. text.Trim('[', ']').Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(x => x.Trim('\'', '"'))];
}
