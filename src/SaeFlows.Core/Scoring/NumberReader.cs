namespace SaeFlows.Core.Scoring;

/// <summary>
/// Reads numbers from text: whole numbers with thousands separators, decimals (point), powers of ten, fractions <c>3/4</c>, <c>\frac{3}{4}</c>,
/// <c>\frac34</c>, <c>¾</c>, mixed numbers, signs, currency before and percent or unit behind. A comma is a thousands separator, never a
/// decimal one.
/// </summary>
public static partial class NumberReader
{
    /// <summary>The number that the whole text is, with at most currency, percent, degree and LaTeX around it: <c>2x</c> is none.</summary>
    public static NumberValue? Plain(string? text) => Read(text, unitsAllowed: false);

    /// <summary>As <see cref="Plain"/>, but words of a unit may follow: <c>5 apples</c>, <c>30 km/h</c>.</summary>
    public static NumberValue? Whole(string? text) => Read(text, unitsAllowed: true);

    /// <summary>
    /// The number that an output ends in. In this order: the last <c>\boxed{}</c>; what follows the last <c>####</c>; what follows the last
    /// "answer is" or "answer:" up to the end of its sentence; the last number of all. Null when there is none.
    /// </summary>
    public static NumberValue? Final(string? output)
    {
        if (string.IsNullOrWhiteSpace(output))
        {
            return null;
        }

        // Who boxes an answer means the box: a number elsewhere in the text is none.
        if (Boxed.Last(output) is { Length: > 0 } boxed)
        {
            return Whole(boxed) ?? FirstAfterEquals(boxed);
        }

        var stated = FinalAnswer.Stated(output);
        return stated is null ? Last(output) : Whole(stated) ?? FirstAfterEquals(stated) ?? Last(output);
    }

    /// <summary>The last number of the text.</summary>
    public static NumberValue? Last(string text) => All(text).Select(n => (NumberValue?)n).LastOrDefault();

    private static NumberValue? FirstAfterEquals(string text)
    {
        var from = text.LastIndexOf('=');
        return All(from < 0 ? text : text[(from + 1)..]).Select(n => (NumberValue?)n).FirstOrDefault()
            ?? All(text).Select(n => (NumberValue?)n).FirstOrDefault();
    }
}
