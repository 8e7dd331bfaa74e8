using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

internal static class WorkerLease
{
    /// <summary>True when a worker has lost its right to its instances.</summary>
    public static bool IsOver(string process, long leaseUntil, DateTimeOffset now) =>
        leaseUntil < now.ToUnixTimeMilliseconds() || ProcessIdentity.IsGone(process);
}
