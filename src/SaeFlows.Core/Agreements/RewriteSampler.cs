using System.Text.Json;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Statistics;
using SaeFlows.Core.Verification;

namespace SaeFlows.Core.Agreements;

/// <summary>Draws rewrites that a verifier judged, passed and refused ones in equal numbers as far as there are.</summary>
public static class RewriteSampler
{
    private const string Same = "same";
    private const string Different = "different";
    private const string Unsure = "unsure";

    /// <param name="events">A run's ledger, streamed.</param>
    /// <param name="count">Rewrites wanted.</param>
    /// <param name="seed">Fixes the draw and the order.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UserInputException">No rewrite was judged.</exception>
    public static async Task<BlindSheet> DrawAsync(IAsyncEnumerable<LedgerEvent> events, int count, int seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        var passed = new Reservoir<BlindItem>(count, (ulong)seed);
        var refused = new Reservoir<BlindItem>(count, (ulong)seed + 1);
        var seen = new HashSet<(string, string)>();
        await foreach (var recorded in events.WithCancellation(cancellationToken))
        {
            if (recorded.Key.Contains("|verify|", StringComparison.Ordinal) && Item(recorded) is { } item && seen.Add((recorded.QuestionId, item.Shown[1])))
            {
                (item.ModelAnswer == Same ? passed : refused).Add(item);
            }
        }

        int fromRefused = Math.Min(refused.Kept.Count, Math.Max(count / 2, count - passed.Kept.Count));
        BlindItem[] drawn = [.. refused.Kept.Take(fromRefused), .. passed.Kept.Take(count - fromRefused)];
        if (drawn.Length == 0)
        {
            throw new UserInputException("This run has no rewrite that a verifier judged, so there is nothing to sample.");
        }

        Shuffle(drawn, (ulong)seed + 2);
        return new BlindSheet(["original", "rewrite"], [Same, Different, Unsure], drawn);
    }

    /// <summary>Fisher and Yates' shuffle, the same on every runtime.</summary>
    internal static void Shuffle<T>(T[] items, ulong seed)
    {
        var random = new SplitMix(seed);
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = random.Index(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    private static BlindItem? Item(LedgerEvent recorded)
    {
        var body = DurableJson.Deserialize<LedgerBody>(recorded.Body)!;
        if (body.Input is not { } input || body.Output?.Deserialize<Verdict>(DurableJson.Options) is not { } verdict)
        {
            return null;
        }

        string answer = verdict.Equivalence switch { Equivalence.Equivalent => Same, Equivalence.NotEquivalent => Different, _ => Unsure };
        return new BlindItem(recorded.Key, answer, [input.GetProperty("original").GetString()!, input.GetProperty("rewrite").GetString()!]);
    }
}
