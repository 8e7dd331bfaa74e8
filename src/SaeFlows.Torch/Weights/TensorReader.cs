using System.IO.MemoryMappedFiles;
using SaeFlows.Core;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Weights;

/// <summary>
/// Copies tensors out of memory-mapped files. Only a window of the file is mapped at a time, so that the mapping does not count
/// as a second copy of the weights; the only other memory is one window for a change of type.
/// </summary>
internal sealed class TensorReader : IDisposable
{
    private const long Window = 16 << 20;
    private readonly Dictionary<string, MemoryMappedFile> _files = new(StringComparer.Ordinal);

    /// <summary>Fills a contiguous tensor of the entry's size; the values are converted to its type.</summary>
    public void Fill(string file, TensorEntry entry, Tensor target)
    {
        var source = DataTypes.TypeOf(entry.DataType)
            ?? throw new UserInputException($"{file}: tensor '{entry.Name}' is {entry.DataType}, which is not read; convert the weights to F32, F16 or BF16");
        if (!_files.TryGetValue(file, out var mapped))
        {
            _files[file] = mapped = MemoryMappedFile.CreateFromFile(file, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        }

        int size = DataTypes.BytesOf(entry.DataType)!.Value;
        using var flat = target.view(-1);
        for (long done = 0; done < entry.Bytes; done += Window)
        {
            long count = Math.Min(Window, entry.Bytes - done);
            using var view = mapped.CreateViewAccessor(entry.Offset + done, count, MemoryMappedFileAccess.Read);
            using var part = flat.narrow(0, done / size, count / size);
            if (source == target.dtype && target.device_type == TorchSharp.DeviceType.CPU)
            {
                Copy(view, count, part);
            }
            else
            {
                using var raw = empty(count / size, dtype: source);
                Copy(view, count, raw);
                part.copy_(raw).Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private static unsafe void Copy(MemoryMappedViewAccessor view, long count, Tensor target)
    {
        byte* from = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref from);
        try
        {
            var source = new ReadOnlySpan<byte>(from + view.PointerOffset, checked((int)count));
            source.CopyTo(target.bytes);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }
}
