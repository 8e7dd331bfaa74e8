namespace SaeFlows.Torch.Models;

/// <summary>Addresses of one layer's weights; zero where the model has none of that kind.</summary>
internal readonly unsafe record struct RowLayer(
    nint InputNorm, RowMatrix Qkv, RowMatrix Output, nint MlpNorm, RowMatrix GateUp, RowMatrix Down, nint AttentionPostNorm, nint MlpPostNorm)
{
    public static RowLayer Of(LayerWeights layer) => new(
        Address(layer.InputNorm),
        RowMatrix.Of(layer.Qkv),
        RowMatrix.Of(layer.Output),
        Address(layer.MlpNorm),
        RowMatrix.Of(layer.GateUp),
        RowMatrix.Of(layer.Down),
        Address(layer.AttentionPostNorm),
        Address(layer.MlpPostNorm));

    private static nint Address(RmsNorm? norm) => norm is null ? 0 : (nint)RowKernels.Address(norm.Factors);
}
