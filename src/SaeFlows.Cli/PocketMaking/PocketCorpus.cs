using SaeFlows.Pocket.Corpora;
using SaeFlows.Pocket.Grammar;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Tokenizers;
using SaeFlows.Torch.Training;

namespace SaeFlows.Cli.PocketMaking;

/// <summary>The pocket world's text in the forms that training, harvest and counting take.</summary>
internal static class PocketCorpus
{
    private const int Begin = 1;
    private const int End = 2;

    private static readonly Dictionary<string, int> Ids = Words.Vocabulary.Select((word, id) => (word, id)).ToDictionary(p => p.word, p => p.id);

    public static WordLevelTokenizer Tokenizer { get; } = new(Words.Vocabulary, Words.Unknown);

    /// <summary>Tokens that end an answer: the end mark, and the word that begins the sentence after it.</summary>
    public static IReadOnlyList<int> Ends { get; } = [End, Ids["so"]];

    /// <summary>An endless stream for training.</summary>
    public static Func<TrainingText> Stream(int seed)
    {
        var writer = new CorpusWriter(seed);
        return () =>
        {
            var text = writer.Next();
            return new TrainingText([Begin, .. text.Words.Select(w => Ids[w]), End], text.AnswerAt + 1);
        };
    }

    /// <summary>Texts with their domains, for harvest and labels.</summary>
    public static IReadOnlyList<MarkedText> Marked(int seed, int count) =>
        [.. Documents(seed, count).Select(d => new MarkedText(Domains.All.ToList().IndexOf(d.Domain), [Begin, .. d.Words.Select(w => Ids[w])]))];

    /// <summary>Texts as they are.</summary>
    public static IReadOnlyList<Document> Documents(int seed, int count)
    {
        var writer = new CorpusWriter(seed);
        return [.. Enumerable.Range(0, count).Select(_ => writer.Next())];
    }
}
