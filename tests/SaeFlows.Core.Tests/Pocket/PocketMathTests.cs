using System.Globalization;
using SaeFlows.Pocket.Datasets;
using SaeFlows.Pocket.Grammar;

namespace SaeFlows.Core.Tests.Pocket;

public class PocketMathTests
{
    [Fact]
    public void Generate_SameSeed_SameQuestions() =>
        Assert.Equal(PocketMath.Generate(7, 100).Select(q => (q.Id, q.Text, q.Answer)), PocketMath.Generate(7, 100).Select(q => (q.Id, q.Text, q.Answer)));

    [Fact]
    public void Generate_OtherSeed_OtherQuestions() => Assert.NotEqual(PocketMath.Generate(7, 50).Select(q => q.Text), PocketMath.Generate(8, 50).Select(q => q.Text));

    [Fact]
    public void Generate_Default_HasAtLeast400DistinctQuestionsOfAllKinds()
    {
        var questions = PocketMath.Generate();

        Assert.True(questions.Count >= 400);
        Assert.Equal(questions.Count, questions.Select(q => q.Id).Distinct().Count());
        Assert.Equal(questions.Count, questions.Select(q => q.Text).Distinct().Count());
        Assert.Equal(["ambiguous", "decoy", "unambiguous", "unseen"], questions.Select(q => q.Truth!.Kind).Distinct().Order());
    }

    [Fact]
    public void Generate_AmbiguousSpans_CoverExactlyTheDualSymbol()
    {
        foreach (var question in PocketMath.Generate(3, 400).Where(q => q.Truth!.IsAmbiguous))
        {
            Assert.All(question.Truth!.AmbiguousSpans, s => Assert.Equal(question.Metadata["symbol"], s.Of(question.Text)));
        }
    }

    [Fact]
    public void Generate_LargestCount_StillFindsDistinctQuestions() => Assert.Equal(PocketMath.LargestCount, PocketMath.Generate(2, PocketMath.LargestCount).Select(q => q.Text).Distinct().Count());

    [Fact]
    public void Generate_OnlyAmbiguousQuestions_HaveSpans() =>
        Assert.All(PocketMath.Generate(3, 400), q => Assert.Equal(q.Truth!.Kind == PocketMath.Ambiguous, q.Truth.IsAmbiguous));

    [Fact]
    public void Generate_EveryQuestion_ParsesToItsAnswer() => Assert.All(PocketMath.Generate(5, 400), q =>
    {
        var parsed = ParsedQuestion.Parse(q.Text, out var reason);
        Assert.True(parsed is not null, $"{q.Text}: {reason}");
        Assert.Equal(q.Answer, ExpressionValue.Of(parsed.Expression, parsed.Expression.Symbol.Maths).ToString(CultureInfo.InvariantCulture));
    });

    [Fact]
    public void Generate_AmbiguousQuestions_HaveAnotherAnswerInTheOtherSense() => Assert.All(PocketMath.Generate(5, 400).Where(q => q.Truth!.IsAmbiguous), q =>
    {
        var expression = ParsedQuestion.Parse(q.Text, out _)!.Expression;
        Assert.NotEqual(ExpressionValue.Of(expression, expression.Symbol.Maths), ExpressionValue.Of(expression, expression.Symbol.Other!));
    });
}
