using SaeFlows.Core;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Weights;

/// <summary>Reads all tensors of one safetensors file, in their own types.</summary>
public static class SafetensorsReader
{
    /// <summary>Tensors by name; the caller disposes them.</summary>
    /// <exception cref="UserInputException">The file is cut off or its header is wrong.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        using var reader = new TensorReader();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, entry) in SafetensorsHeader.Read(path))
        {
            var type = DataTypes.TypeOf(entry.DataType)
                ?? throw new UserInputException($"{path}: tensor '{name}' is {entry.DataType}, which is not read; convert it to F32");
            var tensor = empty([.. entry.Shape], dtype: type);
            reader.Fill(path, entry, tensor);
            tensors[name] = tensor.DetachFromDisposeScope();
        }

        return tensors;
    }
}
