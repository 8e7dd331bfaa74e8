using System.Buffers.Binary;
using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Weights;

/// <summary>
/// Reads and checks the header of a safetensors file: 8 bytes of length, JSON, then data without gaps or overlaps.
/// Nothing of the data is touched, so a bad file is refused before memory is taken.
/// </summary>
internal static class SafetensorsHeader
{
    // The reference implementation's own bound.
    private const long LargestHeader = 100_000_000;

    /// <exception cref="UserInputException">The file is cut off, is no safetensors file, or its header contradicts itself or the file.</exception>
    public static Dictionary<string, TensorEntry> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(path, file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserInputException($"{path}: no such file; put the model's weights there", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserInputException($"{path}: may not be read; mend its permissions", e);
        }
    }

    /// <summary>What the header's <c>__metadata__</c> says; empty where there is none. The header is checked like any other.</summary>
    /// <exception cref="UserInputException">As for <see cref="Read(string)"/>.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        Read(path);
        using var file = File.OpenRead(path);
        Span<byte> prefix = stackalloc byte[8];
        file.ReadExactly(prefix);
        var json = new byte[BinaryPrimitives.ReadInt64LittleEndian(prefix)];
        file.ReadExactly(json);
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("__metadata__", out var metadata)
            ? metadata.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? string.Empty)
            : new Dictionary<string, string>();
    }

    private static Dictionary<string, TensorEntry> Read(string path, FileStream file)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (file.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
        {
            throw new UserInputException($"{path}: has {file.Length} bytes, too few for a safetensors file; copy the file again");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LargestHeader || (long)length > file.Length - 8)
        {
            throw new UserInputException(
                $"{path}: says its header has {length} bytes, the file has {file.Length}; it is cut off or no safetensors file, copy it again");
        }

        var json = new byte[length];
        file.ReadExactly(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return Entries(path, document.RootElement, 8 + (long)length, file.Length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw new UserInputException($"{path}: its header is not a valid safetensors header ({e.Message.Split('\n')[0]}); copy the file again", e);
        }
    }

    private static Dictionary<string, TensorEntry> Entries(string path, JsonElement header, long start, long fileLength)
    {
        var entries = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
        foreach (var field in header.EnumerateObject().Where(f => f.Name != "__metadata__"))
        {
            if (!entries.TryAdd(field.Name, Entry(path, field, start)))
            {
                throw new UserInputException($"{path}: its header names tensor '{field.Name}' twice; copy the file again");
            }
        }

        long at = start;
        foreach (var entry in entries.Values.OrderBy(e => e.Offset).ThenBy(e => e.Bytes))
        {
            if (entry.Offset != at)
            {
                throw new UserInputException(
                    $"{path}: its header lies about offsets: tensor '{entry.Name}' begins at byte {entry.Offset - start} of the data, the one before it ends at {at - start}; copy the file again");
            }

            at += entry.Bytes;
        }

        return at == fileLength ? entries
            : at > fileLength ? throw new UserInputException($"{path}: is cut off: {fileLength} bytes of {at}; copy the file again")
            : throw new UserInputException($"{path}: has {fileLength - at} bytes more than its header speaks of; copy the file again");
    }

    private static TensorEntry Entry(string path, JsonProperty field, long start)
    {
        string type = field.Value.GetProperty("dtype").GetString() ?? throw new FormatException($"'{field.Name}' has no dtype");
        var shape = field.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()).ToArray();
        var offsets = field.Value.GetProperty("data_offsets");
        var (from, to) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        if (DataTypes.BytesOf(type) is not { } size)
        {
            throw new UserInputException($"{path}: tensor '{field.Name}' has the unknown type '{type}'; convert the weights to F32, F16 or BF16");
        }

        if (shape.Any(d => d < 0) || from < 0 || to < from || Product(shape, size) != (UInt128)(to - from))
        {
            throw new UserInputException(
                $"{path}: its header lies about offsets: tensor '{field.Name}' is {type} [{string.Join(',', shape)}] and has bytes {from} to {to}; copy the file again");
        }

        return new TensorEntry(field.Name, type, shape, start + from, to - from);
    }

    // Saturates: a product past any file's length need only stay past it.
    private static UInt128 Product(long[] shape, int size) =>
        shape.Contains(0) ? 0 : shape.Aggregate((UInt128)size, (product, d) => product > long.MaxValue ? product : product * (UInt128)d);
}
