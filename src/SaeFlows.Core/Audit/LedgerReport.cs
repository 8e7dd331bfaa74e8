namespace SaeFlows.Core.Audit;

/// <summary>What a verification found.</summary>
/// <param name="Run">The run.</param>
/// <param name="Chains">Chains read, the run's own included.</param>
/// <param name="Events">Events read.</param>
/// <param name="Sealed">Whether the run is finished and its seal matches.</param>
/// <param name="Fault">The first event that does not fit; null where all fit.</param>
public sealed record LedgerReport(string Run, long Chains, long Events, bool Sealed, LedgerFault? Fault)
{
    public bool Ok => Fault is null;
}
