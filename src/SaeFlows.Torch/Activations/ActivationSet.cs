using static TorchSharp.torch;

namespace SaeFlows.Torch.Activations;

/// <summary>Activations of many tokens; the begin mark, which is alike everywhere, is left out.</summary>
/// <param name="Values">MLP outputs <c>[n, hidden]</c>.</param>
/// <param name="Tokens">Token id of each row.</param>
/// <param name="Domains">Domain of the text of each row.</param>
/// <param name="Texts">Index of the text of each row.</param>
/// <param name="Positions">Position in its text of each row.</param>
internal sealed record ActivationSet(Tensor Values, int[] Tokens, int[] Domains, int[] Texts, int[] Positions) : IDisposable
{
    public void Dispose() => Values.Dispose();
}
