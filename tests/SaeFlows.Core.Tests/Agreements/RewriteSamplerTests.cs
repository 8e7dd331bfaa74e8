using System.Text.Json;
using SaeFlows.Core.Agreements;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Verification;

namespace SaeFlows.Core.Tests.Agreements;

public sealed class RewriteSamplerTests
{
    [Fact]
    public async Task DrawAsync_MostlyPassed_DrawsAsManyRefused()
    {
        var sheet = await DrawAsync(20, seed: 1, passed: 200, refused: 15);

        Assert.Equal((10, 10), (sheet.Items.Count(item => item.ModelAnswer == "same"), sheet.Items.Count(item => item.ModelAnswer == "different")));
        Assert.Equal(20, sheet.Items.Select(item => item.Id).Distinct().Count());
    }

    [Fact]
    public async Task DrawAsync_SameSeed_DrawsTheSame()
    {
        var first = await DrawAsync(20, seed: 1, passed: 50, refused: 50);

        Assert.Equal(first.Items.Select(item => item.Id), (await DrawAsync(20, seed: 1, passed: 50, refused: 50)).Items.Select(item => item.Id));
        Assert.NotEqual(first.Items.Select(item => item.Id), (await DrawAsync(20, seed: 2, passed: 50, refused: 50)).Items.Select(item => item.Id));
    }

    [Fact]
    public async Task DrawAsync_NothingJudged_SaysSo() =>
        await Assert.ThrowsAsync<UserInputException>(() => DrawAsync(20, seed: 1, passed: 0, refused: 0));

    private static Task<BlindSheet> DrawAsync(int count, int seed, int passed, int refused)
    {
        var events = Enumerable.Range(0, passed).Select(i => Judged($"p{i}", Equivalence.Equivalent)).Concat(Enumerable.Range(0, refused).Select(i => Judged($"r{i}", Equivalence.NotEquivalent)));
        return RewriteSampler.DrawAsync(events.ToAsyncEnumerable(), count, seed, TestContext.Current.CancellationToken);
    }

    private static LedgerEvent Judged(string question, Equivalence equivalence)
    {
        var body = new LedgerBody
        {
            Run = "r1",
            Question = question,
            Sequence = 0,
            Key = $"{question}|verify|detect|1",
            Step = "verify",
            Attempt = 1,
            At = DateTimeOffset.UnixEpoch,
            Input = JsonSerializer.SerializeToElement(new { original = "a", rewrite = "b" }, DurableJson.Options),
            Output = JsonSerializer.SerializeToElement(new Verdict(equivalence, "why", "judge"), DurableJson.Options),
        };
        return new LedgerEvent("r1", question, 0, body.Key, DurableJson.Serialize(body), string.Empty, string.Empty);
    }
}
