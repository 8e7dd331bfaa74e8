using SaeFlows.Core.Datasets;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Reformulation;
using SaeFlows.Core.Verification;
using SaeFlows.Pocket.Datasets;
using SaeFlows.Pocket.Reformulation;
using SaeFlows.Pocket.Verification;

namespace SaeFlows.Core.Tests.Pocket;

public class PocketAnnotatorTests
{
    private static readonly PocketAnnotator Annotator = new();
    private static readonly PocketChecker Checker = new();

    [Fact]
    public async Task ReformulateAsync_AllAmbiguousQuestions_ReachAnEquivalentNoteWithinThreeTries()
    {
        var tries = new List<int>();
        foreach (var question in PocketMath.Generate(2, 400).Where(q => q.Truth!.IsAmbiguous))
        {
            tries.Add(await TriesAsync(question));
        }

        Assert.All(tries, t => Assert.InRange(t, 1, 3));
        Assert.InRange(tries.Count(t => t > 1) / (double)tries.Count, 0.1, 0.6);
    }

    [Fact]
    public async Task ReformulateAsync_SpanBesideTheSymbol_StillAnnotatesTheSymbol()
    {
        var rewrite = await ProposeAsync("what is 2 ^ 3 ?", new TextSpan(12, 13));

        Assert.StartsWith("where ^ means ", rewrite.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReformulateAsync_RejectedGloss_IsNotProposedAgain()
    {
        var first = await ProposeAsync("what is 2 ^ 3 ?", new TextSpan(10, 11));
        var second = await ProposeAsync("what is 2 ^ 3 ?", new TextSpan(10, 11), new RejectedRewrite(first.Text!, "no"));

        Assert.NotEqual(first.Text, second.Text);
    }

    [Fact]
    public async Task ReformulateAsync_EveryGlossRejected_ProposesNothing()
    {
        var rejected = new List<RejectedRewrite>();
        while ((await ProposeAsync("what is 2 ^ 3 ?", new TextSpan(10, 11), [.. rejected])).Text is { } text)
        {
            rejected.Add(new RejectedRewrite(text, "no"));
        }

        Assert.Equal(3, rejected.Count);
    }

    [Fact]
    public async Task ReformulateAsync_TextOutsideTheGrammar_ProposesNothingWithANote()
    {
        var rewrite = await ProposeAsync("Natalia sold 48 clips 🎈 in April.", new TextSpan(8, 12));

        Assert.Null(rewrite.Text);
        Assert.NotEmpty(rewrite.Note);
    }

    private static async Task<int> TriesAsync(Question question)
    {
        var rejected = new List<RejectedRewrite>();
        while (true)
        {
            var rewrite = await ProposeAsync(question.Text, question.Truth!.AmbiguousSpans[0], [.. rejected]);
            var verdict = await Checker.VerifyAsync(new VerificationRequest(question.Text, rewrite.Text!, [], "maths"), TestContext.Current.CancellationToken);
            if (verdict.Equivalence == Equivalence.Equivalent)
            {
                return rejected.Count + 1;
            }

            rejected.Add(new RejectedRewrite(rewrite.Text!, verdict.Reason));
        }
    }

    private static Task<Rewrite> ProposeAsync(string question, TextSpan span, params RejectedRewrite[] rejected) => Annotator.ReformulateAsync(
        new ReformulationRequest(question, [new Ambiguity(span, span.Of(question), 1, "code", [])], "maths", rejected), TestContext.Current.CancellationToken);
}
