using SaeFlows.Core.Datasets;
using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Tests.Scoring;

public sealed class LabelScorerTests
{
    [Theory]
    [InlineData("metaphorical", "metaphorical")]
    [InlineData("The word is used metaphorically.", "metaphorical")]
    [InlineData("Literally.", "literal")]
    [InlineData("It is not literal but figurative", "metaphorical")]
    [InlineData("The answer is literal, not metaphorical.", "literal")]
    [InlineData("Could be a metaphor. On reflection: literal", "literal")]
    public void Score_MetaphorOutput_ReadsTheLabel(string output, string expected) => Assert.Equal(expected, Score(output, "literal", "metaphorical").Extracted);

    [Theory]
    [InlineData("The premise entails the hypothesis.", "entailment")]
    [InlineData("not_entailment", "not_entailment")]
    [InlineData("The premise does not entail it.", "not_entailment")]
    [InlineData("not entailed", "not_entailment")]
    public void Score_TwoWayOutput_ReadsTheLabel(string output, string expected) => Assert.Equal(expected, Score(output, "entailment", "not_entailment").Extracted);

    [Theory]
    [InlineData("It is not mentioned in the contract.", "NotMentioned")]
    [InlineData("Contradiction: section 3 forbids it.", "Contradiction")]
    [InlineData("\\boxed{Entailment}", "Entailment")]
    public void Score_ContractOutput_ReadsTheLabel(string output, string expected) => Assert.Equal(expected, Score(output, "Entailment", "Contradiction", "NotMentioned").Extracted);

    [Fact]
    public void Score_NoLabel_IsNotExtracted() => Assert.Equal(AnswerStatus.NotExtracted, Score("I am not sure about this one.", "True", "False").Status);

    private static AnswerScore Score(string output, params string[] labels) =>
        AnswerScorer.Score(new Question { Id = "q", Text = "?", Answer = labels[0], Kind = AnswerKind.Label, Choices = labels }, output);
}
