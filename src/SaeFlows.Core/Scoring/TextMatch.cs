using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SaeFlows.Core.Scoring;

/// <summary>Equality of free text: Unicode compatibility form, case, quotes, articles, white space and closing punctuation aside (after SQuAD's evaluation, D16-1264).</summary>
public static partial class TextMatch
{
    public static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal) || string.Equals(Normalize(a), Normalize(b), StringComparison.Ordinal);

    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = new StringBuilder(text.Length);
        foreach (var c in Compatible(text))
        {
            builder.Append(c switch
            {
                '\u2019' or '\u2018' => '\'',
                '\u2212' or '\u2013' or '\u2014' => '-',
                '"' or '\u201C' or '\u201D' or '*' or '`' => ' ',
                _ => char.ToLower(c, CultureInfo.InvariantCulture),
            });
        }

        var plain = Article().Replace(Spaces().Replace(builder.ToString(), " ").Trim(), string.Empty);
        return plain.TrimEnd('.', '!', '?', ',', ';', ':', ' ');
    }

    // Lone surrogates, which a tokenizer that cuts text can leave behind, have no compatibility form.
    private static string Compatible(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b(?:a|an|the) (?=\S)")]
    private static partial Regex Article();
}
