namespace SaeFlows.Pocket.Grammar;

/// <summary>A question of the pocket world, taken apart.</summary>
/// <param name="Notes">Glosses that the text gives in notes at its beginning, by symbol.</param>
/// <param name="Preamble">Words between the notes and the question itself.</param>
/// <param name="Expression">What is asked for, variables replaced by their numbers.</param>
internal sealed record ParsedQuestion(IReadOnlyDictionary<string, string> Notes, IReadOnlyList<string> Preamble, Expression Expression)
{
    /// <summary>Reads a text; null with a reason when the grammar does not hold it.</summary>
    public static ParsedQuestion? Parse(string text, out string reason)
    {
        var words = WordSplit.Of(text).Select(w => w.Word).ToList();
        var notes = new Dictionary<string, string>();
        var at = 0;
        for (; at + 5 <= words.Count && words[at] == "where" && words[at + 2] == "means" && words[at + 4] == ","; at += 5)
        {
            if (!notes.TryAdd(words[at + 1], words[at + 3]))
            {
                reason = $"two notes about '{words[at + 1]}'";
                return null;
            }
        }

        if (words.Count == 0 || words[^1] != "?")
        {
            reason = "the text does not end in a question";
            return null;
        }

        var body = words[at..^1];
        for (var start = body.Count - 1; start > 0; start--)
        {
            var lead = Words.Leads.Concat(Words.VerbLeads).FirstOrDefault(l => EndsWith(body, start, l));
            if (lead is null || Expression.Parse(body[start..]) is not { } expression)
            {
                continue;
            }

            var preamble = body[..(start - lead.Split(' ').Length)];
            return Finish(notes, preamble, expression, out reason);
        }

        reason = "no question of the grammar found in it";
        return null;
    }

    private static ParsedQuestion? Finish(Dictionary<string, string> notes, List<string> preamble, Expression expression, out string reason)
    {
        reason = string.Empty;
        if (expression.A != "x" && expression.B != "x")
        {
            return new ParsedQuestion(notes, preamble, expression);
        }

        var let = preamble.IndexOf("let");
        if (let < 0 || let + 3 >= preamble.Count || preamble[let + 1] != "x" || preamble[let + 2] != "be")
        {
            reason = "'x' stands for a number that the text does not give";
            return null;
        }

        var value = preamble[let + 3];
        return new ParsedQuestion(notes, preamble, expression with { A = expression.A == "x" ? value : expression.A, B = expression.B == "x" ? value : expression.B });
    }

    private static bool EndsWith(List<string> body, int end, string lead)
    {
        var parts = lead.Split(' ');
        return end >= parts.Length && body.Skip(end - parts.Length).Take(parts.Length).SequenceEqual(parts);
    }
}
