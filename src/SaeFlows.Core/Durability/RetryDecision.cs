using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SaeFlows.Core.Durability;

/// <summary>What follows a failed attempt: a pure function of the policy and of what is on record.</summary>
/// <param name="Action">Give up, try again after <paramref name="Delay"/>, or hold the instance first.</param>
/// <param name="Delay">Wait before the next attempt.</param>
public readonly record struct RetryDecision(RetryAction Action, TimeSpan Delay)
{
    /// <param name="policy">The call's policy.</param>
    /// <param name="failure">The failure of attempt <paramref name="attempt"/>.</param>
    /// <param name="attempt">1 for the first.</param>
    /// <param name="identical">Failures of this type and message in a row, this one included.</param>
    /// <param name="elapsed">Time since the first attempt began.</param>
    /// <param name="key">Seed of the jitter: instance and step.</param>
    public static RetryDecision After(RetryPolicy policy, TaskFailureDetails failure, int attempt, int identical, TimeSpan elapsed, string key)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(failure);
        if (attempt >= policy.MaxNumberOfAttempts || policy.NonRetryableErrors.Contains(failure.ErrorType))
        {
            return new RetryDecision(RetryAction.GiveUp, TimeSpan.Zero);
        }

        var delay = Backoff(policy, attempt, key);
        if (policy.RetryTimeout - elapsed < delay)
        {
            return new RetryDecision(RetryAction.GiveUp, TimeSpan.Zero);
        }

        return policy.MaxIdenticalFailures > 0 && identical >= policy.MaxIdenticalFailures
            ? new RetryDecision(RetryAction.Hold, TimeSpan.Zero)
            : new RetryDecision(RetryAction.TryAgain, delay);
    }

    private static TimeSpan Backoff(RetryPolicy policy, int attempt, string key)
    {
        var seconds = policy.FirstRetryInterval.TotalSeconds * Math.Pow(Math.Max(1, policy.BackoffCoefficient), attempt - 1);
        seconds = Math.Min(seconds, policy.MaxRetryInterval.TotalSeconds);
        var jitter = Math.Clamp(policy.Jitter, 0, 1) * Fraction($"{key}/{attempt}");
        return TimeSpan.FromSeconds(seconds * (1 - jitter));
    }

    /// <summary>A number in [0, 1) drawn from <paramref name="name"/>; the same at every replay.</summary>
    private static double Fraction(string name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
