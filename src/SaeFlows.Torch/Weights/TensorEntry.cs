namespace SaeFlows.Torch.Weights;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">Its element type as the file spells it, such as <c>BF16</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Where its data begin, in bytes from the start of the file.</param>
/// <param name="Bytes">How long they are.</param>
public sealed record TensorEntry(string Name, string DataType, IReadOnlyList<long> Shape, long Offset, long Bytes)
{
    public long Elements => Shape.Aggregate(1L, (a, b) => a * b);
}
