using System.Text.Json;

namespace SaeFlows.Core.Audit;

/// <summary>
/// Recomputes every hash of a run's ledger and names the first event that does not fit: an edited byte, a missing or
/// reordered event, a chain that lost its end, a run whose seal does not match.
/// </summary>
public static class LedgerVerifier
{
    /// <param name="runId">The run.</param>
    /// <param name="completed">Whether the run says that it is completed; then it must be sealed.</param>
    /// <param name="events">Its events, ordered by chain and sequence.</param>
    /// <param name="finished">Per finished question, the id and the key of the event that must end its chain.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static async Task<LedgerReport> VerifyAsync(
        string runId, bool completed, IAsyncEnumerable<LedgerEvent> events, IAsyncEnumerable<(string QuestionId, string Key)> finished, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(finished);
        var walk = new Walk(runId);
        var seal = await LedgerSeal.ComputeAsync(walk.Through(events), cancellationToken);
        var fault = walk.Fault;
        await foreach (var (questionId, key) in finished.WithCancellation(cancellationToken))
        {
            if (fault is null && !walk.EndKeys.Contains((questionId, key)))
            {
                fault = new LedgerFault(questionId, -1, key, "the question is finished, but the event that ends its chain is missing");
            }
        }

        bool isSealed = walk.SealDigest == seal.Digest && walk.SealIsLast;
        if (fault is null && completed && !walk.SealIsLast)
        {
            fault = new LedgerFault(LedgerEvent.RunChain, -1, LedgerSeal.Step, "the run is completed, but the event that seals it is missing");
        }
        else if (fault is null && walk.SealIsLast && !isSealed)
        {
            fault = new LedgerFault(LedgerEvent.RunChain, walk.SealSequence, LedgerSeal.Step, "the run's seal does not match its chains: a chain was added, removed or shortened");
        }

        return new LedgerReport(runId, walk.Chains, walk.Events, isSealed, fault);
    }

    private sealed class Walk(string runId)
    {
        private LedgerEvent? _previous;

        public LedgerFault? Fault { get; private set; }

        public long Chains { get; private set; }

        public long Events { get; private set; }

        public string? SealDigest { get; private set; }

        public long SealSequence { get; private set; }

        /// <summary>Whether nothing was recorded in the run's own chain after its last seal (a retry opens the run again).</summary>
        public bool SealIsLast { get; private set; }

        public HashSet<(string QuestionId, string Key)> EndKeys { get; } = [];

        public async IAsyncEnumerable<LedgerEvent> Through(IAsyncEnumerable<LedgerEvent> events)
        {
            await foreach (var current in events)
            {
                Check(current);
                yield return current;
            }
        }

        private void Check(LedgerEvent current)
        {
            Events++;
            if (_previous?.QuestionId != current.QuestionId)
            {
                Chains++;
                _previous = null;
            }

            Fault ??= Misfit(current) is { } reason ? new LedgerFault(current.QuestionId, current.Sequence, current.Key, reason) : null;
            _previous = current;
            if (Fault is null)
            {
                Note(current);
            }
        }

        private string? Misfit(LedgerEvent current)
        {
            long expected = _previous is null ? 0 : _previous.Sequence + 1;
            if (current.Sequence != expected)
            {
                return $"event {expected} of this chain is missing";
            }

            if (current.PreviousHash != (_previous?.Hash ?? LedgerEvent.GenesisHash))
            {
                return "its previous hash is not the hash of the event before it";
            }

            if (current.Hash != LedgerChain.Hash(current.PreviousHash, current.Body))
            {
                return "its hash is not the hash of its content: the event was changed";
            }

            using var body = JsonDocument.Parse(current.Body);
            bool fits = body.RootElement.GetProperty("run").GetString() == runId
                && current.RunId == runId
                && body.RootElement.GetProperty("question").GetString() == current.QuestionId
                && body.RootElement.GetProperty("sequence").GetInt64() == current.Sequence
                && body.RootElement.GetProperty("key").GetString() == current.Key;
            return fits ? null : "its columns do not agree with its content: the event was moved";
        }

        private void Note(LedgerEvent current)
        {
            if (current.QuestionId != LedgerEvent.RunChain)
            {
                if (LedgerKeys.IsScore(current.Key))
                {
                    EndKeys.Add((current.QuestionId, current.Key));
                }

                return;
            }

            using var body = JsonDocument.Parse(current.Body);
            string? step = body.RootElement.GetProperty("step").GetString();
            if (step == LedgerKeys.HistoryExported)
            {
                return;
            }

            SealIsLast = step == LedgerSeal.Step;
            if (SealIsLast)
            {
                SealDigest = body.RootElement.GetProperty("output").GetProperty("digest").GetString();
                SealSequence = current.Sequence;
            }
        }
    }
}
