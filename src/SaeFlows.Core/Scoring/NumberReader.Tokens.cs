using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace SaeFlows.Core.Scoring;

public static partial class NumberReader
{
    private const int LongestDigits = 1000;
    private const int LargestExponent = 400;

    // 1,234  1,\!234  1{,}234  1 234 (also with the narrow spaces of typesetting)
    private const string Integer = @"\d{1,3}(?:(?:,(?:\\!\s?)?|\{,\}|\\,|[ \u00A0\u2009\u202F])\d{3})+(?![\d/])|\d+";

    // Neither 2nd nor the day of 3/4/2020.
    private const string NotOrdinal = @"(?!(?:st|nd|rd|th)\b)(?!\d|/\d+/\d)";

    private const string Power = @"(?:[eE](?<exp>[+-]?\d+)(?![\d.])|\s?(?:\\times|\\cdot|×|\*|x)\s?10\s?\^\s?\{?(?<exp>[+-]?\d+)\}?)";

    private const string FractionPart =
        @"\\[dtc]?frac\s*(?:\{\s*(?<n>-?\d+)\s*\}|(?<n>\d))\s*(?:\{\s*(?<d>-?\d+)\s*\}|(?<d>\d))|(?<vulgar>[¼½¾⅐-⅞])";

    private const string Token =
        @"(?<sign>[-−–+]|\bnegative\s)?\s?(?<currency>\\?[$€£¥₹])?\s?(?<sign2>[-−])?"
        + @"(?:(?<whole>" + Integer + @")?(?:\s|\\[ ,!]){0,2}(?:\band\s)?(?:" + FractionPart + @")"
        + @"|(?<whole>" + Integer + @")(?:\s{1,2}|\sand\s|-)(?<n>\d+)\s?/\s?(?<d>\d+)(?![\d/]|\.\d)"
        + @"|(?<n>" + Integer + @")\s?/\s?\\?[$€£]?(?<d>\d+)(?![\d/]|\.\d)"
        + @"|(?<int>" + Integer + @")(?:\.(?<dec>\d+))?" + Power + @"?|\.(?<dec>\d+))"
        + @"(?<percent>\s?\\?%|\s?per\s?cent\b)?";

    /// <summary>All numbers of the text, in order. Ordinals (<c>2nd</c>) and digits inside words (<c>H2O</c>) are none.</summary>
    public static IEnumerable<NumberValue> All(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (Match match in Anywhere().Matches(text))
        {
            // A hyphen after a word or digit joins (10-15, COVID-19) or subtracts; it is no sign.
            if (Value(match, signCounts: SignCounts(text, match)) is { } value)
            {
                yield return value;
            }
        }
    }

    private static bool SignCounts(string text, Match match)
    {
        var before = match.Index == 0 ? ' ' : text[match.Index - 1];
        var sign = match.Groups["sign"];
        var spaced = sign.Success && sign.Length == 1 && match.Index + 1 < text.Length && text[match.Index + 1] == ' ';
        return !char.IsLetterOrDigit(before) && before is not (')' or '%' or '}') && !spaced;
    }

    private static NumberValue? Read(string? text, bool unitsAllowed)
    {
        var clean = LatexNumber.Clean(text);
        if (clean.Length == 0)
        {
            return null;
        }

        var match = Anchored().Match(clean);
        if (!match.Success || !RestIsUnit(clean[match.Length..], unitsAllowed))
        {
            return null;
        }

        return Value(match, signCounts: true);
    }

    private static bool RestIsUnit(string rest, bool unitsAllowed)
    {
        rest = rest.Trim().TrimEnd('.');
        return rest.Length == 0 || (unitsAllowed && Unit().IsMatch(rest));
    }

    private static NumberValue? Value(Match match, bool signCounts)
    {
        var groups = match.Groups;
        if (match.Length > LongestDigits || Magnitude(groups) is not { } magnitude)
        {
            return null;
        }

        var negative = (signCounts && groups["sign"].Success && groups["sign"].Value != "+") ^ (groups["sign2"].Success && signCounts);
        int? decimals = groups["dec"].Success && !groups["exp"].Success ? groups["dec"].Length : null;
        return new NumberValue(negative ? -magnitude : magnitude, decimals, groups["percent"].Success, match.Value.Trim());
    }

    private static Rational? Magnitude(GroupCollection groups)
    {
        var whole = groups["whole"].Success ? Rational.Whole(Digits(groups["whole"].Value)) : default;
        if (groups["vulgar"].Success)
        {
            return whole + Vulgar(groups["vulgar"].Value[0]);
        }

        if (groups["n"].Success)
        {
            var denominator = Digits(groups["d"].Value);
            return denominator.IsZero ? null : whole + new Rational(Digits(groups["n"].Value), denominator);
        }

        var decimals = groups["dec"].Value;
        var value = new Rational(Digits(groups["int"].Value + decimals), BigInteger.Pow(10, decimals.Length));
        return groups["exp"].Success ? Scaled(value, groups["exp"].Value) : value;
    }

    private static Rational? Scaled(Rational value, string exponent)
    {
        if (!int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) || Math.Abs(power) > LargestExponent)
        {
            return null;
        }

        var factor = Rational.Whole(BigInteger.Pow(10, Math.Abs(power)));
        return value * (power < 0 ? new Rational(1, factor.Numerator) : factor);
    }

    private static BigInteger Digits(string text)
    {
        var digits = string.Concat(text.Where(c => char.IsAsciiDigit(c) || c == '-'));
        return digits.Length == 0 ? BigInteger.Zero : BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    // char.GetNumericValue knows the vulgar fractions as doubles; their denominators are at most 10.
    private static Rational Vulgar(char glyph)
    {
        var value = char.GetNumericValue(glyph);
        for (var d = 1; d <= 10; d++)
        {
            var n = Math.Round(value * d);
            if (Math.Abs(n - (value * d)) < 1e-6)
            {
                return new Rational((BigInteger)n, d);
            }
        }

        return default;
    }

    [GeneratedRegex(@"(?<![\p{L}\d_.^])(?<!\d,|\d/|\^\{)" + Token + NotOrdinal)]
    private static partial Regex Anywhere();

    [GeneratedRegex("^" + Token + NotOrdinal)]
    private static partial Regex Anchored();

    // Up to four words, at most one of them behind "per" or a slash; one-letter units are those of measures.
    [GeneratedRegex(@"^[-\s]?\(?(?:[°¢]\s?[CFK]?|(?:\p{L}{2,}\.?|[mglhsLKCFVWNJ])[²³]?(?:\^\{?[23]\}?)?(?:[\s/·-]+(?:\p{L}{2,}\.?|[mglhsL])[²³]?(?:\^\{?[23]\}?)?){0,4})\)?$")]
    private static partial Regex Unit();
}
