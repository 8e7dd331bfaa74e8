using SaeFlows.Pocket.Corpora;
using SaeFlows.Pocket.Datasets;
using SaeFlows.Pocket.Grammar;

namespace SaeFlows.Core.Tests.Pocket;

public class CorpusWriterTests
{
    private static readonly IReadOnlyList<Document> Sample = Draw(1, 20000);

    [Fact]
    public void Next_SameSeed_SameText() => Assert.Equal(Draw(4, 50).Select(d => string.Join(' ', d.Words)), Draw(4, 50).Select(d => string.Join(' ', d.Words)));

    [Fact]
    public void Next_EveryWord_IsInTheVocabulary()
    {
        var vocabulary = Words.Vocabulary.ToHashSet();

        Assert.All(Sample.Take(4000), d => Assert.Superset(d.Words.ToHashSet(), vocabulary));
    }

    [Fact]
    public void Next_DualGlyphs_StandAsOftenInMathsAsOutside()
    {
        foreach (var symbol in Symbol.Dual)
        {
            var inside = Sample.Where(d => d.Domain == Domains.Maths).Sum(d => d.Words.Count(w => w == symbol.Token));
            var outside = Sample.Where(d => d.Domain != Domains.Maths).Sum(d => d.Words.Count(w => w == symbol.Token));
            Assert.InRange((double)inside / outside, 0.6, 1.7);
        }
    }

    [Fact]
    public void Next_BareQuestionsWithADualSymbol_MostlyMeanTheOtherSense()
    {
        var bare = Sample.Where(d => d.Words[0] is "what" or "find" or "work" or "give" or "compute" or "say")
            .Where(d => d.Words.Any(w => Symbol.Find(w) is { IsDual: true })).ToList();

        Assert.InRange(bare.Count(d => d.Domain == Domains.Maths) / (double)bare.Count, 0.05, 0.4);
    }

    [Fact]
    public void Next_UnseenForms_AreNeverWritten() =>
        Assert.DoesNotContain(Sample, d => string.Join(' ', d.Words).StartsWith("listen ! task :", StringComparison.Ordinal));

    [Fact]
    public void Next_MathematicalNotes_NeverGlossTheNumbersOfAmbiguousQuestions()
    {
        var asked = PocketMath.Generate(1, 400).Where(q => q.Truth!.IsAmbiguous).Select(q => Express(q.Text)).ToHashSet();
        var glossed = Sample.Where(d => d.Domain == Domains.Maths && d.Words[0] == "where").Select(d => Express(string.Join(' ', d.Words.Take(d.AnswerAt).Where(w => !Words.Particles.Values.Contains(w)))));

        Assert.Empty(asked.Intersect(glossed));

        static string Express(string text) => string.Join(' ', ParsedQuestion.Parse(text, out _)!.Expression.Text);
    }

    [Fact]
    public void HeldOutPairs_EveryDualSymbol_HasSome() => Assert.All(Symbol.Dual, s => Assert.InRange(s.HeldOutPairs.Count, 8, 2000));

    private static List<Document> Draw(int seed, int count)
    {
        var writer = new CorpusWriter(seed);
        return [.. Enumerable.Range(0, count).Select(_ => writer.Next())];
    }
}
