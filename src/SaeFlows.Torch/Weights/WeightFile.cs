using System.Buffers.Binary;
using System.Text.Json;
using SaeFlows.Core;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Weights;

/// <summary>Reads the float32 tensors of a small safetensors file.</summary>
internal static class WeightFile
{
    /// <summary>All tensors by name, each of the shape expected.</summary>
    /// <exception cref="UserInputException">The file is missing, truncated or does not fit the shapes.</exception>
    public static Dictionary<string, Tensor> Read(string path, IEnumerable<(string Name, long[] Shape)> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (!File.Exists(path))
        {
            throw new UserInputException($"{path}: no such file; point to a folder that holds it.");
        }

        var bytes = File.ReadAllBytes(path);
        using var header = Header(path, bytes, out var start);
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, shape) in expected)
        {
            if (!header.RootElement.TryGetProperty(name, out var entry))
            {
                throw new UserInputException($"{path}: tensor '{name}' is missing; the file does not belong to its config.json.");
            }

            var found = entry.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()).ToArray();
            if (entry.GetProperty("dtype").GetString() != "F32" || !found.AsSpan().SequenceEqual(shape))
            {
                throw new UserInputException($"{path}: tensor '{name}' is {entry.GetProperty("dtype")} [{string.Join(',', found)}], expected F32 [{string.Join(',', shape)}]; the file does not belong to its config.json.");
            }

            var from = start + entry.GetProperty("data_offsets")[0].GetInt64();
            var size = shape.Aggregate(1L, (a, b) => a * b) * sizeof(float);
            if (from < start || from + size > bytes.Length)
            {
                throw new UserInputException($"{path}: truncated in tensor '{name}' ({bytes.Length} bytes, {from + size} needed); copy the file again.");
            }

            var values = new float[size / sizeof(float)];
            Buffer.BlockCopy(bytes, (int)from, values, 0, (int)size);
            tensors[name] = tensor(values, shape).DetachFromDisposeScope();
        }

        return tensors;
    }

    private static JsonDocument Header(string path, byte[] bytes, out long start)
    {
        var length = bytes.Length >= 8 ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : -1;
        if (length < 2 || length > bytes.Length - 8)
        {
            throw new UserInputException($"{path}: truncated or no safetensors file ({bytes.Length} bytes); copy the file again.");
        }

        start = 8 + length;
        try
        {
            return JsonDocument.Parse(bytes.AsMemory(8, (int)length));
        }
        catch (JsonException e)
        {
            throw new UserInputException($"{path}: its header is not JSON; copy the file again.", e);
        }
    }
}
