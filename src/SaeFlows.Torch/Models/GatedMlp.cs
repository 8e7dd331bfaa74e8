using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SaeFlows.Torch.Models;

/// <summary>The non-linear half of a gated MLP (arXiv 2002.05202): <c>act(gate) * up</c>.</summary>
internal static class GatedMlp
{
    /// <summary>From gate and up side by side [tokens, 2 * intermediate] to [tokens, intermediate]; reuses the input's memory where no gradient needs it.</summary>
    public static Tensor Hidden(Tensor gateUp, Activation activation)
    {
        long width = gateUp.shape[1] / 2;
        var gate = gateUp.narrow(1, 0, width);
        var up = gateUp.narrow(1, width, width);
        return is_grad_enabled() ? Apply(gate, activation) * up : ApplyInPlace(gate, activation).mul_(up);
    }

    private static Tensor Apply(Tensor x, Activation activation) => activation switch
    {
        Activation.Silu => F.silu(x),
        Activation.Gelu => F.gelu(x),
        Activation.GeluTanh => F.gelu(x, GELU.Approximate.tanh),
        Activation.QuickGelu => x * (x * 1.702f).sigmoid(),
        _ => F.relu(x),
    };

    private static Tensor ApplyInPlace(Tensor x, Activation activation) => activation switch
    {
        Activation.Silu => x.silu_(),
        Activation.Relu => x.relu_(),
        _ => Apply(x, activation),
    };
}
