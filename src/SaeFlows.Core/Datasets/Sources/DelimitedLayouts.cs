namespace SaeFlows.Core.Datasets.Sources;

/// <summary>Guesses separator, quoting and prose before the header from the first lines of a table.</summary>
internal static class DelimitedLayouts
{
    private const int LinesSeen = 12;

    public static DelimitedLayout Guess(string head, string extension)
    {
        var lines = head.Split('\n');
        var delimiter = Delimiter(lines[0], lines.Length > 1 ? lines[1] : string.Empty, extension);
        var skipped = 0;
        while (skipped < Math.Min(LinesSeen, lines.Length - 1) && !lines[skipped].Contains(delimiter, StringComparison.Ordinal))
        {
            skipped++;
        }

        // A table of one column has no separator anywhere: nothing before it is prose.
        skipped = skipped == Math.Min(LinesSeen, lines.Length - 1) ? 0 : skipped;
        return new DelimitedLayout(delimiter, delimiter != '\t' || QuotesEncloseFields(lines), skipped);
    }

    private static char Delimiter(string header, string first, string extension)
    {
        if (extension is ".tsv" or ".tab")
        {
            return '\t';
        }

        // Spreadsheets of half of Europe write .csv with semicolons; some .csv files hold tabs.
        char[] candidates = [',', ';', '\t'];
        return candidates.MaxBy(c => header.Contains(c, StringComparison.Ordinal) ? header.Count(x => x == c) : 0.01 * first.Count(x => x == c));
    }

    // In tab-separated corpora a quote mostly is a character of the sentence. It encloses a field only if every field
    // that begins with one also ends with one, and any inside are doubled.
    private static bool QuotesEncloseFields(string[] lines)
    {
        var any = false;
        foreach (var field in lines.SkipLast(1).SelectMany(l => l.TrimEnd('\r').Split('\t')).Where(f => f.StartsWith('"')))
        {
            var inner = field.Length > 1 && field.EndsWith('"') ? field[1..^1] : null;
            if (inner is null || inner.Replace("\"\"", string.Empty, StringComparison.Ordinal).Contains('"', StringComparison.Ordinal))
            {
                return false;
            }

            any = true;
        }

        return any;
    }
}
