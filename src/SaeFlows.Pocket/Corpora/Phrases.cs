using SaeFlows.Pocket.Grammar;

namespace SaeFlows.Pocket.Corpora;

/// <summary>Draws the parts that questions are made of.</summary>
internal sealed class Phrases(Random random)
{
    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public bool Chance(double share) => random.NextDouble() < share;

    /// <summary>A beginning such as <c>find the value of</c>, fit for the expression.</summary>
    public IEnumerable<string> Lead(Symbol symbol) => Pick(symbol.IsVerb ? Words.VerbLeads : Words.Leads).Split(' ');

    /// <summary>Words that say which domain the text belongs to: <c>in the theorem ,</c>.</summary>
    public IEnumerable<string> Cue(string domain) => [Pick(Words.Prepositions), "the", Pick(Words.Cues[domain]), ","];

    /// <summary>Harmless company, alike in every domain: <c>ann asks ben ,</c>.</summary>
    public IEnumerable<string> Company(IReadOnlyList<string> names) => [Pick(names), Pick(Words.Askers), Pick(names), ","];

    /// <summary>A note: <c>where ^ means power ,</c>.</summary>
    public static IEnumerable<string> Note(Symbol symbol, Meaning meaning) => ["where", symbol.Token, "means", meaning.Gloss, ","];

    public Expression Express(Symbol symbol, IReadOnlyList<(int A, int B)> pairs)
    {
        var (a, b) = Pick(pairs);
        return new Expression(symbol, Words.Number(a), Words.Number(b));
    }
}
