namespace SaeFlows.Core.Audit;

/// <summary>Keys that more than one part of the product must spell alike.</summary>
public static class LedgerKeys
{
    /// <summary>Step of the event that names a run's exported histories; it may follow the seal, since it adds to no question's chain.</summary>
    public const string HistoryExported = "history-exported";

    private const string ScoreSuffix = "|score";

    /// <summary>Key of the event that ends the chain of a finished workflow instance.</summary>
    public static string Score(string instanceId) => instanceId + ScoreSuffix;

    public static bool IsScore(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.EndsWith(ScoreSuffix, StringComparison.Ordinal);
    }
}
