using SaeFlows.Core.Audit;

namespace SaeFlows.Core.Ports;

/// <summary>The append-only, hash-chained record of every step. Thread-safe; safe for several processes on one store.</summary>
public interface ILedger
{
    /// <summary>Appends the entry, durably; an entry whose key is there already changes nothing and returns the first event.</summary>
    Task<LedgerEvent> AppendAsync(LedgerEntry entry, CancellationToken cancellationToken);

    /// <summary>The event of that key, or null.</summary>
    Task<LedgerEvent?> FindAsync(string runId, string questionId, string key, CancellationToken cancellationToken);

    /// <summary>One chain, in order; empty when there is none.</summary>
    Task<IReadOnlyList<LedgerEvent>> ReadChainAsync(string runId, string questionId, CancellationToken cancellationToken);

    /// <summary>All events of a run, streamed, ordered by chain and sequence.</summary>
    IAsyncEnumerable<LedgerEvent> ReadRunAsync(string runId, CancellationToken cancellationToken);
}
