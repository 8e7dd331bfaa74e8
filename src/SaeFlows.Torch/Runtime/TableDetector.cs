using SaeFlows.Core.Detection;

namespace SaeFlows.Torch.Runtime;

/// <summary>Detectors that look at words alone: counts of words or of word pairs.</summary>
internal sealed class TableDetector(string name, WordTables tables) : ITokenDetector
{
    public string Name => name;

    public IReadOnlyList<TokenScore> Score(PromptPass pass, int seed)
    {
        var scores = new List<TokenScore>();
        for (var i = 0; i < pass.Words.Count; i++)
        {
            var before = i == 0 ? string.Empty : pass.Word(i - 1);
            var score = name == DetectorNames.Frequency ? tables.Frequency(pass.Word(i)) : tables.Bigram(before, pass.Word(i));
            scores.Add(new TokenScore(pass.Word(i), pass.Words[i].Span, score, string.Empty, []));
        }

        return scores;
    }
}
