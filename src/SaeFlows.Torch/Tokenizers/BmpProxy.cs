using System.Globalization;
using System.Text;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>
/// .NET's expressions see a surrogate pair as two units of category Cs, so <c>\p{L}</c> misses every letter outside the basic plane.
/// Tokenizer expressions speak only of categories and ASCII; so each pair is shown to them as one unit of the same category.
/// </summary>
internal sealed class BmpProxy
{
    private readonly int[]? _index;

    private BmpProxy(string text, int[]? index) => (Text, _index) = (text, index);

    public string Text { get; }

    public int OriginalIndex(int proxyIndex) => _index is null ? proxyIndex : _index[proxyIndex];

    public static BmpProxy Of(string text)
    {
        if (!text.Any(char.IsSurrogate))
        {
            return new BmpProxy(text, null);
        }

        var proxy = new StringBuilder(text.Length);
        var index = new List<int>(text.Length + 1);
        for (int i = 0; i < text.Length; i++)
        {
            index.Add(i);
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                proxy.Append(Stand(CharUnicodeInfo.GetUnicodeCategory(text, i)));
                i++;
            }
            else
            {
                proxy.Append(text[i]);
            }
        }

        index.Add(text.Length);
        return new BmpProxy(proxy.ToString(), [.. index]);
    }

    private static char Stand(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u0100',
        UnicodeCategory.LowercaseLetter => '\u0101',
        UnicodeCategory.TitlecaseLetter => '\u01C5',
        UnicodeCategory.ModifierLetter => '\u02B0',
        UnicodeCategory.OtherLetter => '\u05D0',
        UnicodeCategory.DecimalDigitNumber => '\u0660',
        UnicodeCategory.LetterNumber => '\u2160',
        UnicodeCategory.OtherNumber => '\u00B2',
        UnicodeCategory.NonSpacingMark => '\u0300',
        UnicodeCategory.SpacingCombiningMark => '\u0903',
        UnicodeCategory.EnclosingMark => '\u0488',
        UnicodeCategory.DashPunctuation => '\u2010',
        UnicodeCategory.OpenPunctuation => '\u0F3A',
        UnicodeCategory.ClosePunctuation => '\u0F3B',
        UnicodeCategory.ConnectorPunctuation => '\u203F',
        UnicodeCategory.InitialQuotePunctuation => '\u00AB',
        UnicodeCategory.FinalQuotePunctuation => '\u00BB',
        UnicodeCategory.OtherPunctuation => '\u00A1',
        UnicodeCategory.MathSymbol => '\u00B1',
        UnicodeCategory.CurrencySymbol => '\u00A2',
        UnicodeCategory.ModifierSymbol => '\u00A8',
        UnicodeCategory.OtherSymbol => '\u00A9',
        UnicodeCategory.Format => '\u00AD',
        UnicodeCategory.PrivateUse => '\uE000',
        _ => '\u0378',
    };
}
