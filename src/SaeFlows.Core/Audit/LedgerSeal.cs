using System.Security.Cryptography;
using System.Text;

namespace SaeFlows.Core.Audit;

/// <summary>
/// The digest over all chains of a run: SHA-256 over the lines <c>question TAB events TAB head-hash LF</c>, chains in ordinal order
/// of their question ids, the run's own chain left out.
/// </summary>
/// <param name="Chains">Question chains.</param>
/// <param name="Events">Events in them.</param>
/// <param name="Digest">Lower-case hex.</param>
public sealed record LedgerSeal(long Chains, long Events, string Digest)
{
    /// <summary>The step whose event in the run's chain carries the seal.</summary>
    public const string Step = "run-finished";

    /// <summary>Computes the seal from events that come ordered by chain and sequence.</summary>
    public static async Task<LedgerSeal> ComputeAsync(IAsyncEnumerable<LedgerEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        LedgerEvent? head = null;
        long chains = 0, count = 0, inChain = 0;
        void Close()
        {
            if (head is not null)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{head.QuestionId}\t{inChain}\t{head.Hash}\n"));
                chains++;
                count += inChain;
            }
        }

        await foreach (var current in events.WithCancellation(cancellationToken))
        {
            if (current.QuestionId == LedgerEvent.RunChain)
            {
                continue;
            }

            if (head?.QuestionId != current.QuestionId)
            {
                Close();
                inChain = 0;
            }

            head = current;
            inChain++;
        }

        Close();
        return new LedgerSeal(chains, count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
