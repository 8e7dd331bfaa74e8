namespace SaeFlows.Core.Audit;

/// <summary>
/// One recorded event. <paramref name="Hash"/> is the SHA-256 of the UTF-8 text <c>PreviousHash + "\n" + Body</c>, so each
/// event seals all before it in its chain.
/// </summary>
/// <param name="RunId">The run.</param>
/// <param name="QuestionId">The question whose chain this is, or <see cref="RunChain"/>.</param>
/// <param name="Sequence">0, 1, 2, ... in its chain.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Body">The exact JSON text that was hashed; see <see cref="LedgerBody"/> for its members.</param>
/// <param name="PreviousHash">Hash of the event before, or <see cref="GenesisHash"/>.</param>
/// <param name="Hash">Lower-case hex.</param>
public sealed record LedgerEvent(string RunId, string QuestionId, long Sequence, string Key, string Body, string PreviousHash, string Hash)
{
    /// <summary>Name of the chain of a run's own events.</summary>
    public const string RunChain = "@run";

    /// <summary>Previous hash of a chain's first event: 64 zeros.</summary>
    public const string GenesisHash = "0000000000000000000000000000000000000000000000000000000000000000";
}
