using SaeFlows.Core.Detection;
using SaeFlows.Core.Features;

namespace SaeFlows.Core.Tests.Detection;

public class MismatchScorerTests
{
    private static readonly LabelSet Labels = new(
        5,
        ["maths", "code", "prose"],
        [
            Label(0, "maths", 0.9, 0.01, 1.0, 0, 0),
            Label(1, "code", 0.8, 0.01, 0.0, 1, 0),
            Label(2, "code", 0.5, 0.60, 0.0, 1, 0),
            Label(3, "prose", 0.1, 0.01, 0.34, 0.33, 0.33),
        ]);

    [Fact]
    public void Top_DenseOrUnlabelledLatents_AreLeftOut()
    {
        var top = Scorer(LabelRule.Mass).Top([1, 2, 9, 0.5f, 7]);

        Assert.Equal([1, 0, 3], top.Select(h => h.Latent));
    }

    [Fact]
    public void Top_MoreThanK_KeepsTheStrongest()
    {
        var top = Scorer(LabelRule.Mass, topK: 1).Top([1, 2, 9, 0.5f, 7]);

        Assert.Equal(1, Assert.Single(top).Latent);
    }

    [Fact]
    public void Score_OnlyExpectedDomain_IsZero() => Assert.Equal(0, Score(LabelRule.Mass, [1, 0, 0, 0, 0]), 6);

    [Fact]
    public void Score_OnlyOtherDomain_IsOneByMass() => Assert.Equal(1, Score(LabelRule.Mass, [0, 1, 0, 0, 0]), 6);

    [Fact]
    public void Score_OtherDomainUnderHardRule_IsItsQuality() => Assert.Equal(0.8, Score(LabelRule.Hard, [0, 1, 0, 0, 0]), 6);

    [Fact]
    public void Score_LatentSpreadOverAllDomains_IsUndecided() => Assert.Equal(0.5, Score(LabelRule.Mass, [0, 0, 0, 1, 0]), 1);

    [Fact]
    public void Score_NothingActive_IsZero() => Assert.Equal(0, Score(LabelRule.Mass, [0, 0, 0, 0, 0]));

    [Fact]
    public void ReadAs_OtherDomainActive_NamesIt()
    {
        var scorer = Scorer(LabelRule.Mass);

        Assert.Equal("code", scorer.ReadAs(scorer.Top([1, 2, 0, 0.5f, 0])));
    }

    [Fact]
    public void ReadAs_OnlyExpectedActive_IsEmpty()
    {
        var scorer = Scorer(LabelRule.Mass);

        Assert.Empty(scorer.ReadAs(scorer.Top([1, 0, 0, 0, 0])));
    }

    private static double Score(LabelRule rule, float[] activations)
    {
        var scorer = Scorer(rule);
        return scorer.Score(scorer.Top(activations));
    }

    private static MismatchScorer Scorer(LabelRule rule, int topK = 8) => new(Labels, new DomainProfile
    {
        Name = "maths",
        Expected = ["maths"],
        Layer = 0,
        TopK = topK,
        LabelRule = rule,
        Thresholds = new Dictionary<string, double>(),
    });

    private static LatentLabel Label(int latent, string domain, double quality, double density, double maths, double code, double prose) =>
        new(latent, $"{domain}: w", domain, quality, density, new Dictionary<string, double> { ["maths"] = maths, ["code"] = code, ["prose"] = prose });
}
