namespace SaeFlows.Core.Datasets.Sources;

/// <summary>Opens files, and turns what the system says into one line with the fix.</summary>
internal static class DatasetBytes
{
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                BufferSize = 1 << 16,
            });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserInputException($"{path}: no such file; check the path", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserInputException(
                Directory.Exists(path) ? $"{path}: is a directory; name the dataset file in it" : $"{path}: no permission to read it; check its owner and mode (chmod +r)", e);
        }
        catch (IOException e)
        {
            throw new UserInputException($"{path}: cannot be read ({e.Message}); check the disk and the path", e);
        }
    }

    /// <summary>The first bytes of the file, at most <paramref name="count"/>.</summary>
    public static async Task<byte[]> HeadAsync(string path, int count, CancellationToken cancellationToken)
    {
        await using var stream = Open(path);
        var buffer = new byte[count];
        var read = await stream.ReadAtLeastAsync(buffer, count, throwOnEndOfStream: false, cancellationToken);
        return buffer[..read];
    }

    /// <summary>Refuses what no reader here can take: empty files, UTF-16 and UTF-32, compressed files.</summary>
    public static void RefuseUnreadable(string path, ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head.TrimStart("\uFEFF \t\r\n"u8).IsEmpty)
        {
            throw new UserInputException($"{path}: the file is empty; it needs at least one row");
        }

        if (head.StartsWith<byte>([0xFF, 0xFE, 0, 0]) || head.StartsWith<byte>([0, 0, 0xFE, 0xFF]))
        {
            throw new UserInputException($"{path}: UTF-32 text; convert it first: iconv -f UTF-32 -t UTF-8 FILE > FILE.utf8");
        }

        if (head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]) || LooksLikeUtf16(head))
        {
            throw new UserInputException($"{path}: UTF-16 text; convert it first: iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8");
        }

        if (head.StartsWith<byte>([0x1F, 0x8B]) || head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD]) || head.StartsWith("BZh"u8))
        {
            throw new UserInputException($"{path}: a compressed file; unpack it first (gunzip, unzip, zstd -d, bunzip2)");
        }
    }

    // ASCII in UTF-16 has a zero in every second byte; no UTF-8 text has any.
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> head) => head.Length >= 4 && (head[0] == 0) != (head[1] == 0) && (head[2] == 0) != (head[3] == 0);
}
