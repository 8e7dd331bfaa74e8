namespace SaeFlows.Torch.Models;

/// <summary>Places in a layer where activations can be read.</summary>
public enum ActivationSite
{
    /// <summary>Output of the MLP, before any norm after it and before it joins the residual stream: [tokens, hidden].</summary>
    MlpOutput,

    /// <summary>Inside the MLP, what its last map reads: [tokens, intermediate].</summary>
    MlpHidden,

    /// <summary>The residual stream after the layer: [tokens, hidden].</summary>
    Residual,
}
