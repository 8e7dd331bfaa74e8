using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Weights;

/// <summary>Writes tensors as a safetensors file: header length, JSON header, data in the order of the names given.</summary>
internal static class SafetensorsWriter
{
    /// <summary>Writes beside the target first and renames, so that no half-written file is left under its name.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        Write(path, tensors, _ => ScalarType.Float32, metadata);

    /// <summary>The same with each tensor in its own type.</summary>
    public static void WriteTyped(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        Write(path, tensors, tensor => tensor.dtype, metadata);

    private static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, Func<Tensor, ScalarType> typeOf, IReadOnlyDictionary<string, string>? metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var header = new Dictionary<string, object>();
        if (metadata is not null)
        {
            header["__metadata__"] = metadata;
        }

        var offset = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var type = DataTypes.NameOf(typeOf(tensor));
            var size = tensor.numel() * DataTypes.BytesOf(type)!.Value;
            header[name] = new { dtype = type, shape = tensor.shape, data_offsets = new[] { offset, offset + size } };
            offset += size;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (json.Length + 7) / 8 * 8;
        var fresh = path + ".part";
        using (var file = File.Create(fresh))
        {
            var length = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, padded);
            file.Write(length);
            file.Write(json);
            file.Write("       "u8[..(padded - json.Length)]);
            foreach (var tensor in tensors.Values)
            {
                using var plain = tensor.detach().to(typeOf(tensor)).cpu().contiguous();
                file.Write(plain.bytes);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
