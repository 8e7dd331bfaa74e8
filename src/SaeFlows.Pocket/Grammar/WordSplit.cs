using System.Text.RegularExpressions;
using SaeFlows.Core;

namespace SaeFlows.Pocket.Grammar;

/// <summary>Cuts a text into words as the model's tokenizer does: letters, digits and single marks.</summary>
internal static partial class WordSplit
{
    public static IReadOnlyList<(string Word, TextSpan Span)> Of(string text) =>
        [.. Parts().Matches(text).Select(m => (m.Value, new TextSpan(m.Index, m.Index + m.Length)))];

    [GeneratedRegex(@"[0-9]+|[\p{L}\p{M}]+|[\uD800-\uDBFF][\uDC00-\uDFFF]|\S", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
