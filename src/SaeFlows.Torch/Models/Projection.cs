using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SaeFlows.Torch.Models;

/// <summary>
/// A linear map whose rows come from one or more tensors of the file. Inference joins them into one matrix when loading;
/// training keeps them apart, under their own names, and joins the outputs.
/// </summary>
internal sealed class Projection(IReadOnlyList<(Tensor Weight, Tensor? Bias)> parts)
{
    public IEnumerable<Tensor> Tensors => parts.SelectMany(p => p.Bias is null ? [p.Weight] : new[] { p.Weight, p.Bias });

    /// <summary>One matrix, as inference has it.</summary>
    public bool IsWhole => parts.Count == 1;

    /// <summary>From [tokens, in] to [tokens, out].</summary>
    public Tensor Apply(Tensor x) => parts.Count == 1
        ? RowProduct.Linear(x, parts[0].Weight, parts[0].Bias)
        : cat([.. parts.Select(p => F.linear(x, p.Weight, p.Bias!))], -1);
}
