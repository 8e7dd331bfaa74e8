namespace SaeFlows.Core.Durability;

/// <summary>What an engine does after a failed attempt.</summary>
public enum RetryAction
{
    GiveUp,
    TryAgain,

    /// <summary>Suspend the instance: the failures are all alike, so more attempts would burn the budget for nothing.</summary>
    Hold,
}
