using SaeFlows.Core.Datasets;
using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Tests.Scoring;

public sealed class ChoiceScorerTests
{
    private static readonly string[] Choices = ["a red car", "32400", "not valid", "valid", "150 m"];

    [Theory]
    [InlineData("B", "B")]
    [InlineData("b", "B")]
    [InlineData("(c)", "C")]
    [InlineData("D) because", "D")]
    [InlineData("E. 150 m", "E")]
    [InlineData("**B**", "B")]
    [InlineData("The answer is (D).", "D")]
    [InlineData("The answer is C", "C")]
    [InlineData("Answer: Option E", "E")]
    [InlineData("We get 5, so \\boxed{B}.", "B")]
    [InlineData("\\boxed{\\text{B}}", "B")]
    [InlineData("The answer is 32400.", "B")]
    [InlineData("It is 32400", "B")]
    [InlineData("The argument is not valid.", "C")]
    [InlineData("Reasoning about (A) and (B)... hence (D)", "D")]
    [InlineData("the answer is a red car", "A")]
    public void Score_Output_ReadsTheLetter(string output, string expected) => Assert.Equal(expected, Score(output).Extracted);

    [Theory]
    [InlineData("I cannot say.")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("A man walks by.")]
    [InlineData("Either valid or a red car")]
    public void Score_NoChoiceNamed_IsNotExtracted(string? output) => Assert.Equal(AnswerStatus.NotExtracted, Score(output).Status);

    [Fact]
    public void Score_OtherLetter_IsWrong() => Assert.Equal(AnswerStatus.Wrong, Score("(A)").Status);

    private static AnswerScore Score(string? output) =>
        AnswerScorer.Score(new Question { Id = "q", Text = "?", Answer = "B", Kind = AnswerKind.Choice, Choices = Choices }, output);
}
