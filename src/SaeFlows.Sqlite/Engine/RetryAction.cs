namespace SaeFlows.Sqlite.Engine;

internal enum RetryAction
{
    GiveUp,
    TryAgain,

    /// <summary>Suspend the instance: the failures are all alike, so more attempts would burn the budget for nothing.</summary>
    Hold,
}
