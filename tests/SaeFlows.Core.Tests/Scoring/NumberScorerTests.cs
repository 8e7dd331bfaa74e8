using SaeFlows.Core.Datasets;
using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Tests.Scoring;

public sealed class NumberScorerTests
{
    [Theory]
    [InlineData("72", "The answer is 72.", AnswerStatus.Correct)]
    [InlineData("51.0", "51", AnswerStatus.Correct)]
    [InlineData("10.333333333333334", "10 1/3", AnswerStatus.Correct)]
    [InlineData("10.333333333333334", "10.33", AnswerStatus.Correct)]
    [InlineData("10.333333333333334", "10.3", AnswerStatus.Wrong)]
    [InlineData("10.333333333333334", "10", AnswerStatus.Wrong)]
    [InlineData("10", "10.33", AnswerStatus.Wrong)]
    [InlineData("0.5", "\\boxed{\\frac12}", AnswerStatus.Correct)]
    [InlineData("25", "so 25%", AnswerStatus.Correct)]
    [InlineData("0.25", "so 25%", AnswerStatus.Correct)]
    [InlineData("25%", "0.25", AnswerStatus.Correct)]
    [InlineData("25", "0.25", AnswerStatus.Wrong)]
    [InlineData("12", "\\boxed{12\\pi}", AnswerStatus.Wrong)]
    [InlineData("2", "\\boxed{2\\sqrt{3}}", AnswerStatus.Wrong)]
    [InlineData("5", "\\boxed{x = 5}", AnswerStatus.Correct)]
    [InlineData("5", "\\boxed{5\\text{ cm}}", AnswerStatus.Correct)]
    [InlineData("5\\text{ cm}", "\\boxed{5}", AnswerStatus.Correct)]
    [InlineData("5", "5 steps, but \\boxed{unknown}", AnswerStatus.NotExtracted)]
    [InlineData("7", "no idea", AnswerStatus.NotExtracted)]
    [InlineData("7", null, AnswerStatus.NotExtracted)]
    public void Score_OutputAgainstReference_GivesStatus(string reference, string? output, AnswerStatus expected)
    {
        var question = new Question { Id = "q", Text = "?", Answer = reference, Kind = AnswerKind.Number };

        Assert.Equal(expected, AnswerScorer.Score(question, output).Status);
    }

    // Models that fall into a loop write thousands of the same characters; quadratic patterns would not come back.
    [Theory]
    [InlineData(" ", AnswerStatus.NotExtracted)]
    [InlineData("\n", AnswerStatus.NotExtracted)]
    [InlineData("the answer is ", AnswerStatus.NotExtracted)]
    [InlineData("\\frac{", AnswerStatus.NotExtracted)]
    [InlineData("1", AnswerStatus.NotExtracted)]
    [InlineData("1,", AnswerStatus.Wrong)]
    [InlineData("1 ", AnswerStatus.Wrong)]
    public void Score_EndlessRepetition_ComesBack(string repeated, AnswerStatus expected)
    {
        var question = new Question { Id = "q", Text = "?", Answer = "7", Kind = AnswerKind.Number };

        Assert.Equal(expected, AnswerScorer.Score(question, string.Concat(Enumerable.Repeat(repeated, 100_000))).Status);
    }
}
