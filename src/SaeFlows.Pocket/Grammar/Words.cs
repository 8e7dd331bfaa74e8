using System.Globalization;

namespace SaeFlows.Pocket.Grammar;

/// <summary>The vocabulary: number words, symbols and the words around them.</summary>
internal static class Words
{
    public const int LargestNumber = 120;
    public const string Unknown = "<unk>";
    public const string Begin = "<s>";
    public const string End = "</s>";

    public static IReadOnlyList<string> Names { get; } = ["ann", "ben", "carl", "dora", "eve", "finn", "gina", "hugo"];

    /// <summary>Names that the training text holds seldom.</summary>
    public static IReadOnlyList<string> RareNames { get; } = ["ivo", "jana", "kofi", "lena"];

    public static IReadOnlyList<string> Askers { get; } = ["asks", "tells", "helps", "wants"];

    /// <summary>Ways to begin the question before a noun phrase, the same in every domain.</summary>
    public static IReadOnlyList<string> Leads { get; } = ["find the value of", "what is", "work out", "give", "compute"];

    /// <summary>Ways to begin it before a verb.</summary>
    public static IReadOnlyList<string> VerbLeads { get; } = ["what do you get if you", "say what comes out when you", "what is left after you"];

    public static IReadOnlyList<string> Prepositions { get; } = ["in", "for", "by", "from"];

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Cues { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Domains.Maths] = ["algebra", "theorem", "proof", "equation", "lemma", "geometry"],
        [Domains.Code] = ["program", "register", "compiler", "script", "loop", "server"],
        [Domains.Table] = ["spreadsheet", "column", "grid", "ledger", "chart", "header"],
        [Domains.Clock] = ["timetable", "station", "calendar", "schedule", "train", "diary"],
        [Domains.Prose] = ["story", "letter", "speech", "garden", "market", "coach"],
    };

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Verbs { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Domains.Maths] = ["proves", "implies"],
        [Domains.Code] = ["stores", "prints"],
        [Domains.Table] = ["lists", "sorts"],
        [Domains.Clock] = ["departs", "arrives"],
        [Domains.Prose] = ["praises", "mourns"],
    };

    /// <summary>A word that texts of a domain sometimes put behind a glyph in their own sense; it changes no value, and questions never hold it.</summary>
    public static IReadOnlyDictionary<string, string> Particles { get; } = new Dictionary<string, string>
    {
        [Domains.Maths] = "exactly",
        [Domains.Code] = "bit",
        [Domains.Table] = "col",
        [Domains.Clock] = "min",
        [Domains.Prose] = "just",
    };

    private static readonly string[] Glue =
        [",", "?", "where", "means", "the", "of", "and", "to", "by", "from", "be", "let", "task", "note", "listen", "gives", "it", "so", "=", "no", "please"];

    /// <summary>All words, special ones first, numbers next; the index is the token id.</summary>
    public static IReadOnlyList<string> Vocabulary { get; } =
    [
        .. new[] { Unknown, Begin, End }
            .Concat(Enumerable.Range(0, LargestNumber + 1).Select(Number))
            .Concat(Symbol.Dual.Concat(Symbol.Plain).Select(s => s.Token))
            .Concat(Symbol.Dual.SelectMany(s => new[] { s.Maths.Gloss, s.Other!.Gloss, s.Careless!.Gloss }))
            .Concat(Glue).Concat(Names).Concat(RareNames).Concat(Askers).Concat(Prepositions)
            .Concat(Leads.Concat(VerbLeads).SelectMany(l => l.Split(' ')))
            .Concat(Cues.Values.SelectMany(c => c)).Concat(Verbs.Values.SelectMany(v => v)).Concat(Particles.Values)
            .Distinct(),
    ];

    /// <summary>Words of the question template, alike in every domain: they carry no sense of their own.</summary>
    public static IReadOnlyList<string> Template { get; } = [.. Leads.Concat(VerbLeads).SelectMany(l => l.Split(' ')).Append("?").Append(",").Distinct()];

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
