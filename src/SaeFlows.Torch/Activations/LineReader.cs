using System.Text;
using SaeFlows.Core;

namespace SaeFlows.Torch.Activations;

/// <summary>Lines of a UTF-8 file with the bytes at which they end, from any byte on.</summary>
internal sealed class LineReader(string path) : IDisposable
{
    private const int LongestLine = 64 << 20;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly BufferedStream _file = new(Open(path), 1 << 16);

    /// <summary>The line that begins at the offset, without its end, and where the next one begins; null at the end of the file.</summary>
    /// <exception cref="UserInputException">Broken UTF-8, or a line without end.</exception>
    public (string Line, long Next)? Read(long offset)
    {
        if (_file.Position != offset)
        {
            _file.Position = offset;
        }

        var bytes = new List<byte>();
        int next = _file.ReadByte();
        if (next < 0)
        {
            return null;
        }

        for (; next is >= 0 and not '\n'; next = _file.ReadByte())
        {
            bytes.Add(bytes.Count < LongestLine ? (byte)next : throw new UserInputException($"{path}: the line at byte {offset} has more than {LongestLine} bytes; cut it into lines"));
        }

        try
        {
            return (Strict.GetString([.. bytes]).TrimEnd('\r').TrimStart('\uFEFF'), _file.Position);
        }
        catch (DecoderFallbackException e)
        {
            throw new UserInputException($"{path}: broken UTF-8 in the line at byte {offset}; save the file as UTF-8", e);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new UserInputException($"{path}: cannot be read ({e.Message})", e);
        }
    }
}
