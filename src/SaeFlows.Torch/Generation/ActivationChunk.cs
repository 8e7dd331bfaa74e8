using SaeFlows.Torch.Models;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Generation;

/// <summary>Activations of some neighbouring tokens of one request.</summary>
/// <param name="Request">Index of the request.</param>
/// <param name="Layer">Layer, from 0.</param>
/// <param name="Site">Place in the layer.</param>
/// <param name="Start">Position of the first token, from the start of the prompt.</param>
/// <param name="Values">[tokens, width]; lives only during the call unless moved to an outer dispose scope.</param>
public readonly record struct ActivationChunk(int Request, int Layer, ActivationSite Site, int Start, Tensor Values);
