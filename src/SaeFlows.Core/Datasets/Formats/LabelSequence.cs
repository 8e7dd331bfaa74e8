using System.Text.Json;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>Sentences with a metaphor label for each word: every verb, noun, adjective and adverb is a question.</summary>
internal static class LabelSequence
{
    private static readonly string[] ContentTags = ["VERB", "NOUN", "ADJ", "ADV"];

    public static List<RowReading> Read(JsonElement row, string sentence, string[] words, string[] labels, string[] tags)
    {
        if (labels.Length != words.Length || tags.Length != words.Length)
        {
            return [RowReading.Reject($"{words.Length} words, {labels.Length} labels and {tags.Length} tags; there must be as many of each")];
        }

        var questions = Enumerable.Range(0, words.Length).Where(i => ContentTags.Contains(tags[i])).Select(i => Ask(row, sentence, words[i], labels[i], tags[i])).ToList();
        return questions.Count > 0 ? questions : [RowReading.Reject("no verb, noun, adjective or adverb among the tags")];
    }

    /// <summary>A word without the punctuation that sticks to it.</summary>
    public static string Bare(string word) => word.Trim(',', '.', ';', ':', '!', '?', '"', '(', ')') is { Length: > 0 } bare ? bare : word;

    private static RowReading Ask(JsonElement row, string sentence, string word, string label, string tag)
    {
        var metadata = row.Rest("sentence", "label", "label_seq", "POS", "pos_seq", "labeled_sentence");
        metadata["pos"] = tag;
        return MetaphorLabels.Ask(null, sentence, Bare(word), label, metadata);
    }
}
