namespace SaeFlows.Pocket.Grammar;

/// <summary>What an operation does with its two numbers.</summary>
/// <param name="Gloss">The word that names it in a note.</param>
/// <param name="Value">The result, or null where it is undefined or leaves the range of number words.</param>
internal sealed record Meaning(string Gloss, Func<int, int, int?> Value)
{
    public static readonly Meaning Power = new("power", (a, b) => a is >= 2 and <= 10 && b <= 6 ? InRange(Math.Pow(a, b)) : null);
    public static readonly Meaning Xor = new("xor", (a, b) => a <= 15 && b <= 15 ? a ^ b : null);
    public static readonly Meaning Percent = new("percent", (a, b) => IsShare(a) && IsBase(b) && a * b % 100 == 0 ? a * b / 100 : null);
    public static readonly Meaning Remainder = new("remainder", (a, b) => b >= 2 && ((a <= 40 && b <= 12) || (IsShare(a) && IsBase(b))) ? a % b : null);
    public static readonly Meaning Factorial = new("factorial", (a, b) => a is >= 2 and <= 4 && b <= 20 ? (a == 2 ? 2 : a == 3 ? 6 : 24) + b : null);
    public static readonly Meaning Shout = new("shout", (a, b) => Small(a, b) ? a + b : null);
    public static readonly Meaning Distance = new("distance", (a, b) => Small(a, b) && a != b ? Math.Abs(a - b) : null);
    public static readonly Meaning Cell = new("cell", (a, b) => Small(a, b) ? b : null);
    public static readonly Meaning Quotient = new("quotient", (a, b) => b is >= 2 and <= 12 && a >= b && a % b == 0 && a / b <= 10 ? a / b : null);
    public static readonly Meaning Product = new("product", (a, b) => a is >= 2 and <= 10 && b is >= 2 and <= 10 ? a * b : null);
    public static readonly Meaning Minutes = new("minutes", (a, b) => a <= 120 && b <= 60 ? b : null);
    public static readonly Meaning Day = new("day", (a, b) => a <= 120 && b <= 12 ? a : null);
    public static readonly Meaning Rows = new("rows", (a, b) => Small(a, b) ? a : null);
    public static readonly Meaning Release = new("release", (a, b) => Small(a, b) ? b : null);
    public static readonly Meaning Level = new("level", (a, b) => Small(a, b) ? b : null);
    public static readonly Meaning Margin = new("margin", (a, b) => a >= b && b <= 20 ? a - b : null);
    public static readonly Meaning Sum = new("sum", (a, b) => Small(a, b) ? a + b : null);
    public static readonly Meaning Difference = new("difference", (a, b) => Small(a, b) && a >= b ? a - b : null);
    public static readonly Meaning Larger = new("larger", (a, b) => Small(a, b) && a != b ? Math.Max(a, b) : null);

    private static int? InRange(double value) => value <= Words.LargestNumber ? (int)value : null;

    private static bool IsShare(int a) => a is 5 or 10 or 20 or 25 or 50 or 75 or 100;

    private static bool IsBase(int b) => b is 4 or 8 or 10 or 12 or 20 or 24 or 30 or 36 or 40 or 50 or 60 or 80 or 100 or 120;

    private static bool Small(int a, int b) => a <= 20 && b <= 20;
}
