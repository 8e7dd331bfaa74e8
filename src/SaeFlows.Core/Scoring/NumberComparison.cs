using System.Numerics;

namespace SaeFlows.Core.Scoring;

/// <summary>
/// When two numbers are the same answer. Exact equality of fractions first. Otherwise, and only where the reference is no
/// whole number: (1) both differ by at most 1e-9 of the reference (binary floating point in data files, such as
/// 10.333333333333334); (2) one of them is written with two or more decimals, and the other rounds to it: they differ by at most
/// half a unit of the last decimal place of the one that is written with fewer (fractions are exact), so 10.33 answers 31/3
/// but 10.3 and 10 do not. A percent sign on one side alone is read as a unit or as a hundredth, whichever fits.
/// </summary>
public static class NumberComparison
{
    private static readonly Rational FloatNoise = new(1, 1_000_000_000);
    private static readonly Rational Hundredth = new(1, 100);

    public static bool Same(NumberValue answer, NumberValue reference)
    {
        if (Close(answer, reference))
        {
            return true;
        }

        return answer.IsPercent != reference.IsPercent
            && (answer.IsPercent ? Close(OutOfOne(answer), reference) : Close(answer, OutOfOne(reference)));
    }

    private static NumberValue OutOfOne(NumberValue percent) =>
        percent with { Value = percent.Value * Hundredth, Decimals = percent.Decimals + 2, IsPercent = false };

    private static bool Close(NumberValue answer, NumberValue reference)
    {
        var difference = Rational.Abs(answer.Value - reference.Value);
        if (difference.Numerator.IsZero)
        {
            return true;
        }

        if (reference.Value.IsInteger)
        {
            return false;
        }

        return difference <= FloatNoise * Rational.Abs(reference.Value) || Rounds(difference, answer, reference);
    }

    private static bool Rounds(Rational difference, NumberValue answer, NumberValue reference)
    {
        // A whole number written without decimals is no rounding of anything.
        if (answer.Decimals is null && answer.Value.IsInteger)
        {
            return false;
        }

        var decimals = Math.Min(answer.Decimals ?? int.MaxValue, reference.Decimals ?? int.MaxValue);
        return decimals is >= 2 and < int.MaxValue && difference <= new Rational(1, 2 * BigInteger.Pow(10, decimals));
    }
}
