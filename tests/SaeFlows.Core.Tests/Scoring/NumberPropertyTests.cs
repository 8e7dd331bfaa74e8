using System.Globalization;
using System.Numerics;
using CsCheck;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Tests.Scoring;

public sealed class NumberPropertyTests
{
    private static readonly Gen<int> Whole = Gen.Int[-2_000_000, 2_000_000];

    private static readonly Func<int, string>[] Notations =
    [
        n => n.ToString(CultureInfo.InvariantCulture),
        n => n.ToString("N0", CultureInfo.InvariantCulture),
        n => n.ToString("N2", CultureInfo.InvariantCulture),
        n => $"\\boxed{{{n}}}",
        n => $"$\\boxed{{{n.ToString("N0", CultureInfo.InvariantCulture).Replace(",", "{,}", StringComparison.Ordinal)}}}$",
        n => $"12 and 7 make it.\n#### {n}",
        n => $"The answer is {n} apples.",
        n => $"**Answer:** {n}",
        n => $"So 3 + 4 = {n}.",
        n => $"\\frac{{{2L * n}}}{{2}}",
        n => $"{n}.000",
    ];

    [Fact]
    public void Score_AnyNotationOfTheAnswer_IsCorrect() =>
        Gen.Select(Whole, Gen.Int[0, Notations.Length - 1]).Sample((n, notation) =>
            Score(n.ToString(CultureInfo.InvariantCulture), Notations[notation](n)).Status == AnswerStatus.Correct);

    [Fact]
    public void Score_AnotherWholeNumber_IsWrong() =>
        Gen.Select(Whole, Whole, Gen.Int[0, Notations.Length - 1]).Where(t => t.Item1 != t.Item2).Sample((n, m, notation) =>
            Score(n.ToString(CultureInfo.InvariantCulture), Notations[notation](m)).Status == AnswerStatus.Wrong);

    [Fact]
    public void Plain_Fractions_AreExact() =>
        Gen.Select(Gen.Int[-9999, 9999], Gen.Int[1, 9999]).Sample((n, d) =>
            NumberReader.Plain($"\\dfrac{{{n}}}{{{d}}}")?.Value == new Rational(n, d) && NumberReader.Plain($"{n}/{d}")?.Value == new Rational(n, d));

    [Fact]
    public void Plain_MixedNumbers_AreExact() =>
        Gen.Select(Gen.Int[1, 999], Gen.Int[1, 98], Gen.Int[2, 99]).Sample((w, n, d) =>
            NumberReader.Plain($"{w} {n}/{d}")?.Value == Rational.Whole(w) + new Rational(n, d)
            && NumberReader.Plain($"-{w}\\frac{{{n}}}{{{d}}}")?.Value == -(Rational.Whole(w) + new Rational(n, d)));

    [Fact]
    public void Plain_Decimals_AreExact() =>
        Gen.Select(Gen.Int[-99999, 99999], Gen.Int[0, 8]).Sample((n, places) =>
        {
            var text = (n / (decimal)Math.Pow(10, places)).ToString($"F{places}", CultureInfo.InvariantCulture);
            return NumberReader.Plain(text)?.Value == new Rational(n, BigInteger.Pow(10, places));
        });

    [Fact]
    public void Score_RoundedToTwoOrMorePlaces_IsCorrect() =>
        Gen.Select(Gen.Int[1, 9999], Gen.Int[3, 999], Gen.Int[2, 8]).Where(t => t.Item1 % t.Item2 != 0).Sample((n, d, places) =>
            Score($"{n}/{d}", (n / (decimal)d).ToString($"F{places}", CultureInfo.InvariantCulture)).Status == AnswerStatus.Correct);

    [Fact]
    public void Score_AnyText_NeverThrowsAndFailsToExtractOnlyWithoutAnswer() =>
        Gen.Select(Gen.String, Gen.Enum<AnswerKind>()).Sample((text, kind) =>
        {
            var question = new Question { Id = "q", Text = "?", Answer = kind == AnswerKind.Number ? "3" : "B", Kind = kind, Choices = ["x", "y"] };
            var score = AnswerScorer.Score(question, text);
            return (score.Status == AnswerStatus.NotExtracted) == (score.Extracted is null);
        });

    [Fact]
    public void Rational_Arithmetic_KeepsItsLaws() =>
        Gen.Select(Fraction, Fraction, Fraction).Sample((a, b, c) =>
            (a + b) * c == (a * c) + (b * c) && a - a == default(Rational) + Rational.Whole(0) && (a <= b || b < a) && (a + b) - b == a);

    private static readonly Gen<Rational> Fraction = Gen.Select(Gen.Int[-1000, 1000], Gen.Int[1, 1000]).Select((n, d) => new Rational(n, d));

    private static AnswerScore Score(string reference, string output) =>
        AnswerScorer.Score(new Question { Id = "q", Text = "?", Answer = reference, Kind = AnswerKind.Number }, output);
}
