using System.IO.Compression;
using SaeFlows.Core;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>Reads a state dictionary that torch.save wrote (since torch 1.6: a zip with <c>data.pkl</c> and <c>data/*</c>), without running anything of it.</summary>
internal static class TorchFileReader
{
    private const long LargestPickle = 64 << 20;

    /// <summary>Tensors by name; the caller disposes them.</summary>
    /// <exception cref="UserInputException">The file is missing, damaged, of the old form, or holds anything but tensors.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var pickles = archive.Entries.Where(e => e.Name == "data.pkl").ToList();
            var pickle = pickles.Count == 1 ? pickles[0]
                : throw new InvalidDataException($"it holds {pickles.Count} files data.pkl instead of one; save it with torch.save of torch 1.6 or newer");
            var root = pickle.FullName[..^"data.pkl".Length];
            if (archive.GetEntry(root + "byteorder") is { } order && Text(order) != "little")
            {
                throw new InvalidDataException("its numbers are not little-endian");
            }

            return new PickleReader(Bytes(pickle, LargestPickle)).Read() is Dictionary<string, object?> state
                ? Tensors(archive, root, state, file.Length)
                : throw new InvalidDataException("it is no dictionary of tensors; save the state_dict");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserInputException($"{path}: no such file; point to a folder that holds it.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserInputException($"{path}: can't be read; it must be a file that you may read.", e);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or OverflowException)
        {
            throw new UserInputException($"{path}: is not read: {e.Message.Split('\n')[0].TrimEnd('.')}.", e);
        }
    }

    private static Dictionary<string, Tensor> Tensors(ZipArchive archive, string root, Dictionary<string, object?> state, long fileLength)
    {
        using var scope = NewDisposeScope();
        var storages = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, value) in state)
        {
            var described = value as PickleTensor ?? throw new InvalidDataException($"'{name}' is no tensor; save the state_dict alone");
            if (!storages.TryGetValue(described.Storage.Key, out var storage))
            {
                storages[described.Storage.Key] = storage = Storage(archive, root, described.Storage, fileLength);
            }

            tensors[name] = View(name, storage, described);
        }

        return tensors.ToDictionary(t => t.Key, t => t.Value.DetachFromDisposeScope());
    }

    private static Tensor Storage(ZipArchive archive, string root, PickleStorage described, long fileLength)
    {
        var entry = archive.GetEntry($"{root}data/{described.Key}") ?? throw new InvalidDataException($"storage {described.Key} is missing");

        // Archives of torch are stored, not compressed: a part can't be longer than the file.
        if (entry.Length > fileLength)
        {
            throw new InvalidDataException($"storage {described.Key} claims {entry.Length} bytes in a file of {fileLength}");
        }

        var storage = empty([described.Elements <= entry.Length ? described.Elements : throw new InvalidDataException($"storage {described.Key} claims {described.Elements} numbers in {entry.Length} bytes")], dtype: TorchStorages.TypeOf(described.Type));
        if (storage.bytes.Length > entry.Length)
        {
            throw new InvalidDataException($"storage {described.Key} has {entry.Length} bytes of {storage.bytes.Length}");
        }

        using var content = entry.Open();
        content.ReadExactly(storage.bytes);
        return storage;
    }

    private static Tensor View(string name, Tensor storage, PickleTensor described)
    {
        if (described.Shape.Count != described.Strides.Count)
        {
            throw new InvalidDataException($"'{name}' has {described.Shape.Count} dimensions and {described.Strides.Count} strides");
        }

        if (described.Shape.Contains(0))
        {
            return empty([.. described.Shape], dtype: storage.dtype);
        }

        long last = described.Shape.Zip(described.Strides).Aggregate(described.Offset, (at, d) => checked(at + ((d.First - 1) * d.Second)));
        return described.Offset >= 0 && last < storage.numel()
            ? storage.as_strided([.. described.Shape], [.. described.Strides], described.Offset).clone()
            : throw new InvalidDataException($"'{name}' reaches to element {last} of a storage of {storage.numel()}");
    }

    private static byte[] Bytes(ZipArchiveEntry entry, long most)
    {
        if (entry.Length > most)
        {
            throw new InvalidDataException($"{entry.Name} has {entry.Length} bytes, more than a state dictionary needs");
        }

        var bytes = new byte[entry.Length];
        using var content = entry.Open();
        content.ReadExactly(bytes);
        return bytes;
    }

    private static string Text(ZipArchiveEntry entry) => System.Text.Encoding.ASCII.GetString(Bytes(entry, 16)).Trim();
}
