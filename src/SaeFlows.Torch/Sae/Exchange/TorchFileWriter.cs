using System.IO.Compression;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>Writes a state dictionary as torch.load reads it, also with <c>weights_only</c>: an uncompressed zip with a pickle of protocol 2.</summary>
internal static class TorchFileWriter
{
    private const string Root = "archive/";

    /// <summary>Writes beside the target and renames.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var fresh = path + ".part";
        using (var archive = new ZipArchive(File.Create(fresh), ZipArchiveMode.Create))
        {
            Add(archive, "data.pkl", Pickle(tensors));
            Add(archive, "byteorder", "little"u8);
            foreach (var (tensor, key) in tensors.Values.Select((t, i) => (t, i)))
            {
                using var plain = tensor.detach().cpu().contiguous();
                Add(archive, FormattableString.Invariant($"data/{key}"), plain.bytes);
            }

            Add(archive, "version", "3\n"u8);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        using var entry = archive.CreateEntry(Root + name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }

    private static byte[] Pickle(IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var writer = new PickleWriter();
        writer.EmptyOrderedDictionary();
        writer.Mark();
        foreach (var ((name, tensor), key) in tensors.Select((t, i) => (t, i)))
        {
            writer.Text(name);
            writer.Global("torch._utils", "_rebuild_tensor_v2");
            writer.Mark();
            writer.Mark();
            writer.Text("storage");
            writer.Global("torch", TorchStorages.NameOf(tensor.dtype));
            writer.Text(key.ToString(System.Globalization.CultureInfo.InvariantCulture));
            writer.Text("cpu");
            writer.Whole(tensor.numel());
            writer.Tuple();
            writer.Persistent();
            writer.Whole(0);
            writer.Wholes(tensor.shape);
            writer.Wholes(Strides(tensor.shape));
            writer.False();
            writer.EmptyOrderedDictionary();
            writer.Tuple();
            writer.Call();
        }

        writer.SetItems();
        return writer.End();
    }

    private static long[] Strides(long[] shape)
    {
        var strides = new long[shape.Length];
        long step = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= shape[i];
        }

        return strides;
    }
}
