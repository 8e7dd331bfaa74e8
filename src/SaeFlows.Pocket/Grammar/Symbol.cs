namespace SaeFlows.Pocket.Grammar;

/// <summary>A glyph or word that stands for an operation, with the sense of mathematics and, for some, of another domain.</summary>
internal sealed class Symbol
{
    private Symbol(string token, Shape shape, Meaning maths, string otherDomain, Meaning? other, Meaning? careless, double mathsShare)
    {
        Token = token;
        Shape = shape;
        Maths = maths;
        OtherDomain = otherDomain;
        Other = other;
        Careless = careless;
        MathsShare = mathsShare;
        MathsPairs = Pairs((a, b) => maths.Value(a, b) is not null);
        OtherPairs = other is null ? MathsPairs : Pairs((a, b) => other.Value(a, b) is not null);
        SharedPairs = other is null ? MathsPairs : Pairs((a, b) => maths.Value(a, b) is { } m && other.Value(a, b) is { } o && m != o);
    }

    /// <summary>Symbols with two senses.</summary>
    public static IReadOnlyList<Symbol> Dual { get; } =
    [
        new("^", Shape.Infix, Meaning.Power, Domains.Code, Meaning.Xor, Meaning.Product, 0.12),
        new("%", Shape.Infix, Meaning.Percent, Domains.Code, Meaning.Remainder, Meaning.Quotient, 0.18),
        new(".", Shape.Infix, Meaning.Product, Domains.Code, Meaning.Release, Meaning.Sum, 0.12),
        new("|", Shape.Bars, Meaning.Distance, Domains.Table, Meaning.Cell, Meaning.Sum, 0.18),
        new("x", Shape.Infix, Meaning.Product, Domains.Table, Meaning.Rows, Meaning.Sum, 0.32),
        new(":", Shape.Infix, Meaning.Quotient, Domains.Clock, Meaning.Minutes, Meaning.Margin, 0.25),
        new("/", Shape.Infix, Meaning.Quotient, Domains.Clock, Meaning.Day, Meaning.Remainder, 0.30),
        new("!", Shape.Postfix, Meaning.Factorial, Domains.Prose, Meaning.Shout, Meaning.Product, 0.18),
        new("over", Shape.Infix, Meaning.Quotient, Domains.Prose, Meaning.Margin, Meaning.Product, 0.25),
        new("raise", Shape.VerbTo, Meaning.Power, Domains.Prose, Meaning.Level, Meaning.Sum, 0.12),
        new("cut", Shape.VerbBy, Meaning.Quotient, Domains.Prose, Meaning.Margin, Meaning.Product, 0.18),
    ];

    /// <summary>Symbols that mean the same in every domain.</summary>
    public static IReadOnlyList<Symbol> Plain { get; } =
    [
        One("+", Shape.Infix, Meaning.Sum),
        One("-", Shape.Infix, Meaning.Difference),
        One("plus", Shape.Infix, Meaning.Sum),
        One("minus", Shape.Infix, Meaning.Difference),
        One("times", Shape.Infix, Meaning.Product),
        One("sum", Shape.Noun, Meaning.Sum),
        One("product", Shape.Noun, Meaning.Product),
        One("larger", Shape.Noun, Meaning.Larger),
        One("add", Shape.VerbTo, Meaning.Sum),
        One("lower", Shape.VerbBy, Meaning.Difference),
        One("divide", Shape.VerbBy, Meaning.Quotient),
    ];

    public string Token { get; }

    public Shape Shape { get; }

    public Meaning Maths { get; }

    public string OtherDomain { get; }

    /// <summary>The sense outside mathematics; null for a symbol with one sense.</summary>
    public Meaning? Other { get; }

    /// <summary>A gloss that fits in neither domain, as a careless annotator may write it.</summary>
    public Meaning? Careless { get; }

    /// <summary>How often the bare template of the training text means mathematics by it.</summary>
    public double MathsShare { get; }

    public bool IsDual => Other is not null;

    public bool IsVerb => Shape is Shape.VerbTo or Shape.VerbBy;

    public IReadOnlyList<(int A, int B)> MathsPairs { get; }

    public IReadOnlyList<(int A, int B)> OtherPairs { get; }

    /// <summary>Pairs where both senses are defined and differ.</summary>
    public IReadOnlyList<(int A, int B)> SharedPairs { get; }

    /// <summary>
    /// Two in five of the shared pairs: no note of the training text glosses the mathematical sense with them, so that an annotated
    /// question about them is never one that the model has learnt by heart.
    /// </summary>
    public IReadOnlyList<(int A, int B)> HeldOutPairs => [.. SharedPairs.Where(IsHeldOut)];

    /// <summary>The pairs that notes of the training text may gloss mathematically.</summary>
    public IReadOnlyList<(int A, int B)> GlossedPairs => [.. MathsPairs.Where(p => !IsHeldOut(p))];

    /// <summary>What it means in a domain's text.</summary>
    public Meaning MeaningIn(string domain) => Other is not null && domain == OtherDomain ? Other : Maths;

    public static Symbol? Find(string token) => Dual.Concat(Plain).FirstOrDefault(s => s.Token == token);

    private bool IsHeldOut((int A, int B) pair) => ((pair.A * 7) + (pair.B * 3) + Token[0]) % 5 < 2;

    private static Symbol One(string token, Shape shape, Meaning meaning) => new(token, shape, meaning, string.Empty, null, null, 1);

    private static List<(int A, int B)> Pairs(Func<int, int, bool> defined)
    {
        var all = Enumerable.Range(0, Words.LargestNumber + 1);
        return [.. from a in all from b in all where defined(a, b) select (a, b)];
    }
}
