using SaeFlows.Core.Datasets;
using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Tests.Scoring;

public sealed class TextScorerTests
{
    [Theory]
    [InlineData("Paris", "The answer is Paris.")]
    [InlineData("the Eiffel Tower", "Eiffel tower")]
    [InlineData("\\frac{3}{4}", "\\boxed{\\dfrac34}")]
    [InlineData("(1, \\frac12)", "so \\boxed{(1,0.5)}")]
    [InlineData("2\\sqrt{3}", "\\boxed{2\\sqrt3}")]
    [InlineData("x^2+1", "\\boxed{x^{2} + 1}")]
    [InlineData("-2, 1", "\\boxed{1,-2}")]
    [InlineData("[0,1)", "\\boxed{\\left[0, 1\\right)}")]
    [InlineData("\\text{Monday}", "\\boxed{Monday}")]
    [InlineData("90\\text{ degrees}", "\\boxed{90 degrees}")]
    [InlineData("x \\leq 5", "\\boxed{x \\le 5}")]
    public void Score_SameAnswerWrittenOtherwise_IsCorrect(string reference, string output) => Assert.Equal(AnswerStatus.Correct, Score(reference, output).Status);

    [Theory]
    [InlineData("[0,1)", "\\boxed{[0,1]}")]
    [InlineData("(1,2)", "\\boxed{(2,1)}")]
    [InlineData("x+1", "\\boxed{x-1}")]
    [InlineData("1,2", "\\boxed{1,1}")]
    [InlineData("Paris", "The answer is Rome.")]
    public void Score_AnotherAnswer_IsWrong(string reference, string output) => Assert.Equal(AnswerStatus.Wrong, Score(reference, output).Status);

    [Fact]
    public void Score_LongProseWithoutAnswer_IsNotExtracted() =>
        Assert.Equal(AnswerStatus.NotExtracted, Score("Paris", $"Let us think.\n{string.Join(' ', Enumerable.Repeat("word", 40))}").Status);

    private static AnswerScore Score(string reference, string output) =>
        AnswerScorer.Score(new Question { Id = "q", Text = "?", Answer = reference, Kind = AnswerKind.Text }, output);
}
