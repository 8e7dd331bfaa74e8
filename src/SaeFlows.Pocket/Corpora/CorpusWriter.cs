using SaeFlows.Pocket.Grammar;

namespace SaeFlows.Pocket.Corpora;

/// <summary>
/// Writes the text that the model learns from. Each dual glyph stands equally often in mathematics and outside it; only in the
/// bare question, with nothing around to settle it, is the mathematical sense rare.
/// </summary>
internal sealed class CorpusWriter
{
    private const double DualShare = 0.52;
    private const double PlainMathsShare = 0.65;
    private const double ParticleShare = 0.25;
    private const double OtherBare = 0.60;
    private const double OtherGlossed = 0.20;
    private const double MathsGlossed = 0.35;
    private static readonly Dictionary<Symbol, IReadOnlyList<(int A, int B)>> Glossed = Symbol.Dual.ToDictionary(s => s, s => s.GlossedPairs);
    private readonly Random _random;
    private readonly Phrases _phrases;

    public CorpusWriter(int seed)
    {
        _random = new Random(seed);
        _phrases = new Phrases(_random);
    }

    /// <summary>The next text; the stream has no end.</summary>
    public Document Next() => _phrases.Chance(DualShare) ? DualText() : PlainText();

    private Document DualText()
    {
        var symbol = _phrases.Pick(Symbol.Dual);
        var inMaths = _phrases.Chance(0.5);
        var domain = inMaths ? Domains.Maths : symbol.OtherDomain;
        var meaning = inMaths ? symbol.Maths : symbol.Other!;
        var own = inMaths ? symbol.MathsPairs : symbol.OtherPairs;
        var expression = _phrases.Express(symbol, _phrases.Chance(0.6) ? symbol.SharedPairs : own);
        var draw = _random.NextDouble();
        var bare = inMaths ? OtherBare * symbol.MathsShare / (1 - symbol.MathsShare) : OtherBare;
        var glossed = inMaths ? MathsGlossed : OtherGlossed;
        if (draw < bare)
        {
            return Ask(domain, meaning, [], expression);
        }

        if (draw < bare + glossed)
        {
            var before = Phrases.Note(symbol, meaning);
            var known = inMaths ? _phrases.Express(symbol, Glossed[symbol]) : expression;
            return Ask(domain, meaning, _phrases.Chance(0.15) ? before.Concat(_phrases.Cue(domain)) : before, known);
        }

        return _phrases.Chance(0.25) ? State(domain, meaning, expression) : Ask(domain, meaning, _phrases.Cue(domain), expression);
    }

    private Document PlainText()
    {
        var symbol = _phrases.Pick(Symbol.Plain);
        var domain = _phrases.Chance(PlainMathsShare) ? Domains.Maths : _phrases.Pick(Domains.Others);
        var expression = _phrases.Express(symbol, symbol.MathsPairs);
        return _random.NextDouble() switch
        {
            < 0.55 => Ask(domain, symbol.Maths, [], expression),
            < 0.70 => Ask(domain, symbol.Maths, _phrases.Cue(domain), expression),
            < 0.78 => State(domain, symbol.Maths, expression),
            < 0.83 => Variable(domain, expression),
            _ => Ask(domain, symbol.Maths, HarmlessRole(), expression),
        };
    }

    /// <summary>A dual glyph in a role that its left neighbour settles, the same in every domain.</summary>
    private string[] HarmlessRole() => _random.Next(4) switch
    {
        0 => ["task", ":"],
        1 => ["note", Words.Number(_random.Next(1, 21)), "."],
        2 => ["listen", "!"],
        _ => ["please", "!"],
    };

    private Document Variable(string domain, Expression expression)
    {
        string[] before = ["let", "x", "be", expression.A, ","];
        return Ask(domain, expression.Symbol.Maths, before, expression with { A = "x" }, expression);
    }

    private Document Ask(string domain, Meaning meaning, IEnumerable<string> before, Expression expression, Expression? meant = null)
    {
        var words = new List<string>(before);
        if (_phrases.Chance(0.35))
        {
            words.AddRange(_phrases.Company(_phrases.Chance(0.02) ? Words.RareNames : Words.Names));
        }

        words.AddRange(_phrases.Lead(expression.Symbol));
        words.AddRange(Spell(domain, expression));
        words.Add("?");
        words.Add(Answer(meaning, meant ?? expression));
        var answerAt = words.Count - 1;
        if (_phrases.Chance(0.5))
        {
            words.AddRange(["so", "the", _phrases.Pick(Words.Cues[domain]), _phrases.Pick(Words.Verbs[domain]), "it"]);
        }

        return new Document(domain, words, answerAt);
    }

    private Document State(string domain, Meaning meaning, Expression expression)
    {
        string[] words = ["the", _phrases.Pick(Words.Cues[domain]), _phrases.Pick(Words.Verbs[domain]), .. Spell(domain, expression), "gives", Answer(meaning, expression)];
        return new Document(domain, words, words.Length - 1);
    }

    /// <summary>The expression's words, now and then with the domain's particle behind a dual glyph: a reason to settle the sense at once.</summary>
    private List<string> Spell(string domain, Expression expression)
    {
        var words = expression.Text.ToList();
        if (expression.Symbol.IsDual && _phrases.Chance(ParticleShare))
        {
            words.Insert(words.IndexOf(expression.Symbol.Token) + 1, Words.Particles[domain]);
        }

        return words;
    }

    private static string Answer(Meaning meaning, Expression expression) => Words.Number(ExpressionValue.Of(expression, meaning));
}
