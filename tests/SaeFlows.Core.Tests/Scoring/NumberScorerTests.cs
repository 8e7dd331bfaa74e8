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
    [InlineData("7", "no idea", AnswerStatus.NotExtracted)]
    [InlineData("7", null, AnswerStatus.NotExtracted)]
    public void Score_OutputAgainstReference_GivesStatus(string reference, string? output, AnswerStatus expected)
    {
        var question = new Question { Id = "q", Text = "?", Answer = reference, Kind = AnswerKind.Number };

        Assert.Equal(expected, AnswerScorer.Score(question, output).Status);
    }
}
