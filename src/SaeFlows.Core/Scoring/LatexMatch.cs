namespace SaeFlows.Core.Scoring;

/// <summary>
/// Equality of mathematical answers without computing with them: typesetting aside (<see cref="LatexText"/>), numbers by exact value, tuples and
/// intervals part by part with the same brackets, bare lists in any order.
/// </summary>
public static class LatexMatch
{
    public static bool Same(string answer, string reference)
    {
        var a = LatexText.Normalize(answer);
        var b = LatexText.Normalize(reference);
        return a.Length > 0 && (a == b || SameNumber(answer, reference) || SameNumber(a, b) || SameParts(a, b));
    }

    private static bool SameNumber(string answer, string reference) =>
        NumberReader.Plain(answer) is { } a && NumberReader.Plain(reference) is { } b && NumberComparison.Same(a, b);

    private static bool SameParts(string a, string b)
    {
        var (openA, partsA, closeA) = LatexText.Parts(a);
        var (openB, partsB, closeB) = LatexText.Parts(b);
        if (partsA.Count < 2 || partsA.Count != partsB.Count || openA != openB || closeA != closeB)
        {
            return false;
        }

        return openA is "" or "\\{" ? SameInAnyOrder(partsA, partsB) : partsA.Zip(partsB).All(p => SamePart(p.First, p.Second));
    }

    private static bool SameInAnyOrder(List<string> a, List<string> b)
    {
        var left = b.ToList();
        return a.TrueForAll(part => left.FindIndex(other => SamePart(part, other)) is var at && at >= 0 && Removed(left, at));
    }

    private static bool Removed(List<string> parts, int at)
    {
        parts.RemoveAt(at);
        return true;
    }

    private static bool SamePart(string a, string b) => a == b || SameNumber(a, b);
}
