namespace SaeFlows.Torch.Tokenizers;

/// <summary>GPT-2's one printable character for each byte: printable Latin-1 stands for itself, the other 68 bytes follow from U+0100 on.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] CharOfByte = Build();
    private static readonly Dictionary<char, byte> ByteOfChar = CharOfByte.Select((c, b) => (c, b)).ToDictionary(p => p.c, p => (byte)p.b);

    public static char Of(byte value) => CharOfByte[value];

    public static bool TryGetByte(char c, out byte value) => ByteOfChar.TryGetValue(c, out value);

    private static char[] Build()
    {
        var chars = new char[256];
        int next = 256;
        for (int b = 0; b < 256; b++)
        {
            bool printable = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            chars[b] = printable ? (char)b : (char)next++;
        }

        return chars;
    }
}
