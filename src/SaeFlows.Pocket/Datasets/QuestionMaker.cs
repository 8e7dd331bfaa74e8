using SaeFlows.Core;
using SaeFlows.Core.Datasets;
using SaeFlows.Pocket.Corpora;
using SaeFlows.Pocket.Grammar;

namespace SaeFlows.Pocket.Datasets;

/// <summary>Draws one question of a kind; its answer is always the mathematical one.</summary>
internal sealed class QuestionMaker(Random random)
{
    private readonly Phrases _phrases = new(random);

    public Question Make(string kind) => kind switch
    {
        PocketMath.Ambiguous => Build(kind, Company(), Dual(heldOut: true)),
        PocketMath.Unambiguous => Build(kind, Company(), Plain()),
        PocketMath.Decoy => _phrases.Chance(0.7) ? Build(kind, [.. Cue(), .. Company()], Dual()) : Role(kind),
        _ => Unseen(kind),
    };

    private Question Role(string kind) => random.Next(4) switch
    {
        0 => Build(kind, ["task", ":", .. Company()], Plain()),
        1 => Build(kind, ["note", Words.Number(random.Next(1, 21)), ".", .. Company()], Plain()),
        2 => Build(kind, [_phrases.Pick(["listen", "please"]), "!", .. Company()], Plain()),
        _ => Variable(kind),
    };

    private Question Unseen(string kind) => random.Next(5) switch
    {
        0 => Build(kind, [.. Some(), .. Some()], Plain()),
        1 => Build(kind, [.. Some(), .. Cue()], _phrases.Chance(0.5) ? Dual() : Plain()),
        2 => Build(kind, [.. Cue(), .. Cue()], _phrases.Chance(0.5) ? Dual() : Plain()),
        3 => Build(kind, ["listen", "!", "task", ":"], Plain()),
        _ => Build(kind, _phrases.Company(Words.RareNames), Plain()),
    };

    private Question Variable(string kind)
    {
        var plain = Plain();
        return Build(kind, ["let", "x", "be", plain.A, ","], plain with { A = "x" }, plain);
    }

    private IEnumerable<string> Company() => _phrases.Chance(0.35) ? Some() : [];

    private IEnumerable<string> Some() => _phrases.Company(Words.Names);

    private IEnumerable<string> Cue() => _phrases.Cue(Domains.Maths);

    private Expression Dual(bool heldOut = false)
    {
        var symbol = _phrases.Pick(Symbol.Dual);
        return _phrases.Express(symbol, heldOut ? symbol.HeldOutPairs : symbol.SharedPairs);
    }

    private Expression Plain()
    {
        var symbol = _phrases.Pick(Symbol.Plain);
        return _phrases.Express(symbol, symbol.MathsPairs);
    }

    private Question Build(string kind, IEnumerable<string> before, Expression shown, Expression? meant = null)
    {
        string[] head = [.. before, .. _phrases.Lead(shown.Symbol)];
        string[] words = [.. head, .. shown.Text, "?"];
        var spans = new List<TextSpan>();
        var at = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (kind == PocketMath.Ambiguous && i >= head.Length && words[i] == shown.Symbol.Token)
            {
                spans.Add(new TextSpan(at, at + words[i].Length));
            }

            at += words[i].Length + 1;
        }

        return new Question
        {
            Id = string.Empty,
            Text = string.Join(' ', words),
            Answer = Words.Number(ExpressionValue.Of(meant ?? shown, shown.Symbol.Maths)),
            Metadata = new Dictionary<string, string> { ["symbol"] = shown.Symbol.Token },
            Truth = new QuestionTruth(kind, spans),
        };
    }
}
