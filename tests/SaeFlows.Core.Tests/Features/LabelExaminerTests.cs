using SaeFlows.Core.Features;
using SaeFlows.Pocket.Features;

namespace SaeFlows.Core.Tests.Features;

public sealed class LabelExaminerTests
{
    private static readonly LatentLabel Label = new(3, "code: ^ loop shift", "code", 1, 0.01, new Dictionary<string, double>());

    [Fact]
    public void Examine_LabelThatTellsAll_ScoresOne()
    {
        var score = Examine(new LatentExamples(Texts("the program stores 2 ^ 3", marked: 4), Texts("the proof implies 2 + 3", marked: 3), Texts("the program stores 2 ^ 3", marked: 1)));

        Assert.Equal((1.0, 1.0, 4, 4), (score!.Detection, score.Fuzzing, score.Firing, score.Silent));
    }

    [Fact]
    public void Examine_LabelOfAnotherDomain_ScoresAHalf()
    {
        // The word is there, but in a text of mathematics: the label says code, so the judge refuses everything.
        var score = Examine(new LatentExamples(Texts("the proof implies 2 ^ 3", marked: 4), Texts("the proof implies 2 + 3", marked: 3), Texts("the proof implies 2 ^ 3", marked: 1)));

        Assert.Equal((0.5, 0.5), (score!.Detection, score.Fuzzing));
    }

    [Fact]
    public void Examine_TooFewTexts_IsNoScore() =>
        Assert.Null(Examine(new LatentExamples([], Texts("a b", marked: 0), Texts("a b", marked: 0))));

    private static LabelScore? Examine(LatentExamples examples) => LabelExaminer.Examine(Label, examples, new PocketLabelJudge());

    private static LatentContext[] Texts(string text, int marked) => [.. Enumerable.Repeat(new LatentContext(text.Split(' '), marked, 1, "code"), 4)];
}
