using SaeFlows.Core.Ports;
using SaeFlows.Core.Reformulation;
using SaeFlows.Pocket.Grammar;

namespace SaeFlows.Pocket.Reformulation;

/// <summary>
/// Writes notes before the question that say which sense the suspect symbols have. It knows several glosses of each symbol and,
/// like a careless human, sometimes tries a wrong one first; a gloss once rejected is not tried again. Deterministic, stateless,
/// thread-safe.
/// </summary>
public sealed class PocketAnnotator : IReformulator
{
    private const string Rule = "pocket-annotator";
    private const int Reach = 2;

    public Task<Rewrite> ReformulateAsync(ReformulationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Propose(request));
    }

    private static Rewrite Propose(ReformulationRequest request)
    {
        var symbols = Suspects(request);
        if (symbols.Count == 0)
        {
            return new Rewrite(null, "no symbol with several senses at the marked places", Rule);
        }

        var rejected = request.Rejected.Select(r => r.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var glosses in Combinations([.. symbols.Select(s => Order(s, request))]))
        {
            var notes = symbols.Zip(glosses, (s, g) => $"where {s.Token} means {g} , ");
            var text = string.Concat(notes) + request.Question;
            if (!rejected.Contains(text))
            {
                return new Rewrite(text, "notes " + string.Join(", ", symbols.Zip(glosses, (s, g) => $"'{s.Token}' as {g}")), Rule);
            }
        }

        return new Rewrite(null, "every gloss has been rejected", Rule);
    }

    /// <summary>Symbols at the marked spans; where a marked word is none, the nearest one beside it.</summary>
    private static List<Symbol> Suspects(ReformulationRequest request)
    {
        var words = WordSplit.Of(request.Question);
        var found = new List<Symbol>();
        foreach (var ambiguity in request.Ambiguities)
        {
            var places = Enumerable.Range(0, words.Count).Where(i => words[i].Span.Overlaps(ambiguity.Span)).ToList();
            var nearest = Enumerable.Range(0, words.Count)
                .Select(i => (Symbol: Symbol.Find(words[i].Word), Far: places.Count == 0 ? int.MaxValue : places.Min(p => Math.Abs(p - i))))
                .Where(c => c.Symbol is { IsDual: true } && c.Far <= Reach)
                .OrderBy(c => c.Far).Select(c => c.Symbol).FirstOrDefault();
            if (nearest is not null && !found.Contains(nearest))
            {
                found.Add(nearest);
            }
        }

        return found;
    }

    private static string[] Order(Symbol symbol, ReformulationRequest request)
    {
        var right = symbol.MeaningIn(request.Domain).Gloss;
        var other = (right == symbol.Maths.Gloss ? symbol.Other! : symbol.Maths).Gloss;
        var careless = symbol.Careless!.Gloss;
        return (Draw(request.Question + symbol.Token) % 100) switch
        {
            < 65 => [right, other, careless],
            < 80 => [other, right, careless],
            < 92 => [careless, right, other],
            _ => [careless, other, right],
        };
    }

    private static IEnumerable<string[]> Combinations(IReadOnlyList<string[]> choices)
    {
        IEnumerable<string[]> all = [[]];
        return choices.Aggregate(all, (sofar, next) => sofar.SelectMany(_ => next, (head, last) => (string[])[.. head, last]));
    }

    /// <summary>A fixed hash (FNV-1a), since string hashes differ from process to process.</summary>
    private static uint Draw(string text)
    {
        var hash = 2166136261u;
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }
}
