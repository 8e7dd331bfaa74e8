using SaeFlows.Core;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Weights;

/// <summary>The weights of a model folder, by the names that the architecture gives them.</summary>
internal sealed class WeightSource : IDisposable
{
    private readonly Dictionary<string, (string File, TensorEntry Entry)> _tensors;
    private readonly TensorReader _reader = new();

    private WeightSource(string folder, Dictionary<string, (string File, TensorEntry Entry)> tensors)
    {
        Folder = folder;
        _tensors = tensors;
    }

    public string Folder { get; }

    /// <summary>Every tensor in the folder, under the name that the architecture gives it.</summary>
    public IEnumerable<(string Name, TensorEntry Entry)> Tensors => _tensors.Select(t => (t.Key, t.Value.Entry));

    public IEnumerable<string> Files => _tensors.Values.Select(t => t.File).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Opens and checks headers; checkpoints of the bare decoder, whose names lack <c>model.</c>, are read too.</summary>
    public static WeightSource Open(string folder)
    {
        var tensors = WeightIndex.Read(folder);
        if (!tensors.Keys.Any(n => n.StartsWith("model.", StringComparison.Ordinal)))
        {
            tensors = tensors.ToDictionary(p => p.Key.StartsWith("lm_head.", StringComparison.Ordinal) ? p.Key : "model." + p.Key, p => p.Value, StringComparer.Ordinal);
        }

        return new WeightSource(folder, tensors);
    }

    public IReadOnlyList<long> ShapeOf(string name) => _tensors[name].Entry.Shape;

    /// <summary>Checks that each tensor is there and has its shape, before any memory is taken.</summary>
    /// <exception cref="UserInputException">Names the first that is missing or of another shape.</exception>
    public void Check(IEnumerable<(string Name, long[] Shape)> expected)
    {
        foreach (var (name, shape) in expected)
        {
            if (!_tensors.TryGetValue(name, out var found))
            {
                throw new UserInputException($"{Path.Combine(Folder, "config.json")}: asks for tensor '{name}', which {string.Join(", ", Files)} lacks; the weights do not belong to this configuration or are incomplete");
            }

            if (!found.Entry.Shape.SequenceEqual(shape))
            {
                throw new UserInputException(
                    $"{found.File}: tensor '{name}' has shape [{string.Join(',', found.Entry.Shape)}], config.json asks for [{string.Join(',', shape)}]; the two do not belong together");
            }

            if (DataTypes.TypeOf(found.Entry.DataType) is not (ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16))
            {
                throw new UserInputException($"{found.File}: tensor '{name}' is {found.Entry.DataType}, which is not read; convert the weights to F32, F16 or BF16");
            }
        }
    }

    /// <summary>Fills <paramref name="target"/>, contiguous and of the tensor's size.</summary>
    public void Fill(string name, Tensor target)
    {
        var (file, entry) = _tensors[name];
        _reader.Fill(file, entry, target);
    }

    public void Dispose() => _reader.Dispose();
}
