namespace SaeFlows.Torch.Models;

/// <summary>The MLP's non-linearity.</summary>
public enum Activation
{
    Silu,
    Gelu,
    GeluTanh,
    QuickGelu,
    Relu,
}
