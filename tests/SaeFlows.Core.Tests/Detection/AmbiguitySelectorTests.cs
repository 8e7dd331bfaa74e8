using SaeFlows.Core.Detection;

namespace SaeFlows.Core.Tests.Detection;

public class AmbiguitySelectorTests
{
    private static readonly DomainProfile Profile = new()
    {
        Name = "maths",
        Expected = ["maths"],
        Layer = 0,
        TopK = 4,
        MaskTokens = ["what"],
        MaskNumbers = true,
        Thresholds = new Dictionary<string, double> { ["detect"] = 0.5 },
    };

    [Fact]
    public void Select_TokensAboveThreshold_AreAmbiguitiesInOrder()
    {
        var result = AmbiguitySelector.Select("detect", [Token("^", 0.9, 0), Token("+", 0.4, 2), Token("|", 0.6, 4)], Profile);

        Assert.Equal(["^", "|"], result.Ambiguities.Select(a => a.Text));
    }

    [Fact]
    public void Select_MaskedWordsAndNumbers_AreNotJudged()
    {
        var result = AmbiguitySelector.Select("detect", [Token("what", 0.9, 0), Token("17", 0.9, 5), Token("+", 0.1, 8)], Profile);

        Assert.False(result.Flagged);
        Assert.Equal(0.1, result.Score);
    }

    [Fact]
    public void Select_ScoreAtThreshold_IsNotAbove() => Assert.False(AmbiguitySelector.Select("detect", [Token("^", 0.5, 0)], Profile).Flagged);

    [Fact]
    public void Select_RoundingNoise_DecidesNothing() => Assert.False(AmbiguitySelector.Select("detect", [Token("^", 0.5000001, 0)], Profile).Flagged);

    [Fact]
    public void Select_NoTokens_ScoresZero() => Assert.Equal(0, AmbiguitySelector.Select("detect", [], Profile).Score);

    [Fact]
    public void Select_DetectorWithoutThreshold_NamesTheKnownOnes()
    {
        var error = Assert.Throws<UserInputException>(() => AmbiguitySelector.Select("probe", [], Profile));

        Assert.Contains("detect", error.Message, StringComparison.Ordinal);
    }

    private static TokenScore Token(string text, double score, int at) => new(text, new TextSpan(at, at + text.Length), score, string.Empty, []);
}
