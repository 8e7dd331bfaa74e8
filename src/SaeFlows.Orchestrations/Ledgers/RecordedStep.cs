using SaeFlows.Core.Audit;
using SaeFlows.Core.Ports;

namespace SaeFlows.Orchestrations.Ledgers;

/// <summary>
/// Runs a step whose result goes to the ledger. An activity may be called again after a crash; where its event is in the
/// ledger already, the recorded output is the result and the step is not done twice.
/// </summary>
internal sealed class RecordedStep(ILedger ledger, TimeProvider time)
{
    public async Task<T> RunAsync<T>(LedgerEntry entry, Func<CancellationToken, Task<T>> work, Func<LedgerEntry, T, LedgerEntry> complete, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(entry.RunId, entry.QuestionId, entry.Key, cancellationToken) is { } recorded)
        {
            return LedgerJson.Output<T>(recorded.Body);
        }

        long begun = time.GetTimestamp();
        T result = await work(cancellationToken);
        entry = entry with { Output = LedgerJson.Of(result), Seconds = time.GetElapsedTime(begun).TotalSeconds };
        var written = await ledger.AppendAsync(complete(entry, result), cancellationToken);
        return LedgerJson.Output<T>(written.Body);
    }
}
