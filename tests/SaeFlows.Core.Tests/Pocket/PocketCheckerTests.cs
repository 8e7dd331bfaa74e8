using SaeFlows.Core.Verification;
using SaeFlows.Pocket.Verification;

namespace SaeFlows.Core.Tests.Pocket;

public class PocketCheckerTests
{
    [Theory]
    [InlineData("what is 2 ^ 3 ?", "where ^ means power , what is 2 ^ 3 ?", Equivalence.Equivalent)]
    [InlineData("what is 2 ^ 3 ?", "where ^ means xor , what is 2 ^ 3 ?", Equivalence.NotEquivalent)]
    [InlineData("what is 2 ^ 3 ?", "where ^ means power , what is 2 ^ 4 ?", Equivalence.NotEquivalent)]
    [InlineData("what is 2 ^ 3 ?", "where ^ means power , work out 2 ^ 3 ?", Equivalence.Equivalent)]
    [InlineData("ann asks ben , what is 2 ^ 3 ?", "where ^ means power , what is 2 ^ 3 ?", Equivalence.NotEquivalent)]
    [InlineData("task : what is 2 + 3 ?", "where : means quotient , task : what is 2 + 3 ?", Equivalence.NotEquivalent)]
    [InlineData("what is | 3 - 9 | ?", "where | means distance , what is | 3 - 9 | ?", Equivalence.Equivalent)]
    [InlineData("what do you get if you raise 3 to 2 ?", "where raise means level , what do you get if you raise 3 to 2 ?", Equivalence.NotEquivalent)]
    [InlineData("let x be 4 , what is x + 3 ?", "let x be 4 , work out x + 3 ?", Equivalence.Equivalent)]
    [InlineData("what is x + 3 ?", "what is x + 3 ?", Equivalence.Unsure)]
    [InlineData("How many clips did Natalia sell?", "How many clips did she sell?", Equivalence.Unsure)]
    [InlineData("", "what is 2 + 3 ?", Equivalence.Unsure)]
    public async Task VerifyAsync_TwoTexts_JudgesTheirMeaning(string original, string rewrite, Equivalence expected)
    {
        var verdict = await new PocketChecker().VerifyAsync(new VerificationRequest(original, rewrite, [], "maths"), TestContext.Current.CancellationToken);

        Assert.Equal(expected, verdict.Equivalence);
        Assert.NotEmpty(verdict.Reason);
    }

    [Fact]
    public async Task VerifyAsync_OtherDomain_ReadsTheSymbolInItsSense()
    {
        var request = new VerificationRequest("what is 2 ^ 3 ?", "where ^ means xor , what is 2 ^ 3 ?", [], "code");

        Assert.Equal(Equivalence.Equivalent, (await new PocketChecker().VerifyAsync(request, TestContext.Current.CancellationToken)).Equivalence);
    }
}
