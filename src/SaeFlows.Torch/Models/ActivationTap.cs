using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>Reads activations while a pass runs; nothing is kept unless the reader keeps it.</summary>
/// <param name="Wanted">Whether this site of this layer is wanted.</param>
/// <param name="Read">
/// Gets layer, site and values [tokens, width] of the packed tokens in the order of the pass's segments. The tensor lives only during
/// the call unless the reader moves it to an outer dispose scope.
/// </param>
internal sealed record ActivationTap(Func<int, ActivationSite, bool> Wanted, Action<int, ActivationSite, Tensor> Read)
{
    public void Offer(int layer, ActivationSite site, Tensor values)
    {
        if (Wanted(layer, site))
        {
            Read(layer, site, values);
        }
    }
}
