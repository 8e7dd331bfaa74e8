using SaeFlows.Core;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>Tensors of a foreign file on their way to an autoencoder: checked for shape, made float32. Disposes what nobody took.</summary>
internal sealed class WeightSet(string path, Dictionary<string, Tensor> tensors) : IDisposable
{
    public string Path => path;

    public static WeightSet ReadSafetensors(string path) => new(path, SafetensorsReader.Read(path));

    public bool Has(string name) => tensors.ContainsKey(name);

    /// <summary>Width and number of latents by the shape of a matrix.</summary>
    public (long Rows, long Columns) ShapeOf(string name) => Find(name).shape is [var rows, var columns]
        ? (rows, columns)
        : throw new UserInputException($"{path}: tensor '{name}' is no matrix; the file is no autoencoder of this layout.");

    /// <summary>The one number of a tensor.</summary>
    public double Number(string name)
    {
        var found = Find(name);
        using var wide = found.numel() == 1 ? found.to(ScalarType.Float64) : throw new UserInputException($"{path}: tensor '{name}' is no single number; the file is no autoencoder of this layout.");
        return wide.item<double>();
    }

    /// <summary>A float32 copy of the shape expected, of the tensor or its transpose; the caller owns it.</summary>
    public Tensor Take(string name, long[] shape, bool transposed = false)
    {
        using var scope = NewDisposeScope();
        var found = Find(name);
        var turned = transposed && found.dim() == 2 ? found.t() : found;
        if (!turned.shape.AsSpan().SequenceEqual(shape))
        {
            throw new UserInputException($"{path}: tensor '{name}' is [{string.Join(',', found.shape)}], expected [{string.Join(',', transposed ? shape.Reverse() : shape)}]; weights and configuration do not belong together.");
        }

        return turned.to(ScalarType.Float32).contiguous().clone().DetachFromDisposeScope();
    }

    public void Dispose()
    {
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private Tensor Find(string name) => tensors.TryGetValue(name, out var found) ? found
        : throw new UserInputException($"{path}: tensor '{name}' is missing, it has {string.Join(", ", tensors.Keys.Order(StringComparer.Ordinal))}; the file does not belong to its configuration.");
}
