using SaeFlows.Core;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>Tells table files apart by how they begin.</summary>
internal static class TableFormats
{
    private const int Beginning = 8;
    private static readonly string[] Names = [".parquet", ".arrow", ".feather"];

    /// <summary>Names under which folders hold tables.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".safetensors", .. Names];

    /// <summary>Opens a table; null where the file is none, by its beginning and by its name.</summary>
    /// <exception cref="UserInputException">The file is damaged, or holds no tokens and no text.</exception>
    public static IRowGroups? Open(string path)
    {
        string extension = Path.GetExtension(path);
        if (extension == ".safetensors")
        {
            return new SafetensorsGroups(path);
        }

        var start = Start(path);
        return start.StartsWith("PAR1"u8) ? new ParquetGroups(path)
            : start.StartsWith("ARROW1"u8) ? new ArrowGroups(path, new ArrowFileBatches(path))
            : start.StartsWith((byte[])[0xFF, 0xFF, 0xFF, 0xFF]) ? new ArrowGroups(path, new ArrowStreamBatches(path))
            : Names.Contains(extension) ? throw new UserInputException($"{path}: is named {extension}, but begins neither like Parquet (PAR1) nor like Arrow's stream or file (ARROW1); write it again, or name it for what it is")
            : null;
    }

    private static ReadOnlySpan<byte> Start(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var start = new byte[Beginning];
            return start.AsSpan(0, file.ReadAtLeast(start, Beginning, throwOnEndOfStream: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"{path}: cannot be read ({e.Message})", e);
        }
    }
}
