using System.Globalization;
using System.Text;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>The UTF-8 bytes that each token adds to a text.</summary>
internal sealed class TokenSpelling(TokenizerParts parts, Dictionary<int, AddedToken> added)
{
    public byte[] BytesOf(int id)
    {
        string token = added.TryGetValue(id, out var special) ? special.Content : parts.Model.TokenOf(id) ?? "";
        return parts.Decoder.ByteLevel ? FromAlphabet(token) : FromText(token);
    }

    private static byte[] FromAlphabet(string token)
    {
        var bytes = new byte[token.Length];
        for (int i = 0; i < token.Length; i++)
        {
            if (!ByteAlphabet.TryGetByte(token[i], out bytes[i]))
            {
                // An added token may hold characters that the alphabet lacks: then it stands for itself.
                return Encoding.UTF8.GetBytes(token);
            }
        }

        return bytes;
    }

    private byte[] FromText(string token)
    {
        bool isByte = parts.Decoder.ByteFallback && token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>';
        if (isByte && byte.TryParse(token.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out byte value))
        {
            return [value];
        }

        foreach (var (from, to) in parts.Decoder.Replacements)
        {
            token = token.Replace(from, to, StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(token);
    }
}
