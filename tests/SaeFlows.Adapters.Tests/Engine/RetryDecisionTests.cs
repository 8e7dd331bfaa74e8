using SaeFlows.Core.Durability;

namespace SaeFlows.Adapters.Tests.Engine;

public sealed class RetryDecisionTests
{
    private static readonly TaskFailureDetails s_failure = new("System.TimeoutException", "too slow");
    private static readonly RetryPolicy s_policy = new() { MaxNumberOfAttempts = 5, FirstRetryInterval = TimeSpan.FromSeconds(2), Jitter = 0 };

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    public void After_NoJitter_DoublesTheDelay(int attempt, double seconds)
    {
        var decision = Decide(s_policy, attempt);

        Assert.Equal(new RetryDecision(RetryAction.TryAgain, TimeSpan.FromSeconds(seconds)), decision);
    }

    [Fact]
    public void After_LastAttempt_GivesUp() => Assert.Equal(RetryAction.GiveUp, Decide(s_policy, attempt: 5).Action);

    [Fact]
    public void After_LongDelay_IsCapped() =>
        Assert.Equal(TimeSpan.FromSeconds(3), Decide(s_policy with { MaxRetryInterval = TimeSpan.FromSeconds(3) }, attempt: 4).Delay);

    [Fact]
    public void After_NonRetryableError_GivesUp() =>
        Assert.Equal(RetryAction.GiveUp, Decide(s_policy with { NonRetryableErrors = ["System.TimeoutException"] }, attempt: 1).Action);

    [Fact]
    public void After_NextAttemptBeyondTheTimeout_GivesUp() =>
        Assert.Equal(RetryAction.GiveUp, Decide(s_policy with { RetryTimeout = TimeSpan.FromSeconds(9) }, attempt: 1, elapsed: 8).Action);

    [Fact]
    public void After_TooManyAlike_Holds() =>
        Assert.Equal(RetryAction.Hold, Decide(s_policy with { MaxIdenticalFailures = 2 }, attempt: 2, identical: 2).Action);

    [Fact]
    public void After_LastAttemptAndTooManyAlike_GivesUp() =>
        Assert.Equal(RetryAction.GiveUp, Decide(s_policy with { MaxIdenticalFailures = 2 }, attempt: 5, identical: 5).Action);

    [Fact]
    public void After_Jitter_IsTheSameForTheSameStepAndWithinItsShare()
    {
        var policy = s_policy with { Jitter = 0.5 };
        var delays = Enumerable.Range(0, 200).Select(step => RetryDecision.After(policy, s_failure, 1, 1, TimeSpan.Zero, $"case/{step}").Delay).ToList();

        Assert.Equal(delays[7], RetryDecision.After(policy, s_failure, 1, 1, TimeSpan.Zero, "case/7").Delay);
        Assert.All(delays, delay => Assert.InRange(delay.TotalSeconds, 1, 2));
        Assert.InRange(delays.Average(delay => delay.TotalSeconds), 1.4, 1.6);
    }

    private static RetryDecision Decide(RetryPolicy policy, int attempt, int identical = 1, double elapsed = 0) =>
        RetryDecision.After(policy, s_failure, attempt, identical, TimeSpan.FromSeconds(elapsed), "case/0");
}
