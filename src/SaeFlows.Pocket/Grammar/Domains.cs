namespace SaeFlows.Pocket.Grammar;

/// <summary>The kinds of text in the pocket world.</summary>
internal static class Domains
{
    public const string Maths = "maths";
    public const string Code = "code";
    public const string Table = "table";
    public const string Clock = "clock";
    public const string Prose = "prose";

    public static IReadOnlyList<string> Others { get; } = [Code, Table, Clock, Prose];

    public static IReadOnlyList<string> All { get; } = [Maths, Code, Table, Clock, Prose];
}
