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
    /// <summary>
    /// What goes on in place of the values read, [tokens, width] in their type; null lets the values themselves go on. Asked only at
    /// wanted sites. Null for taps that only read.
    /// </summary>
    public Func<int, ActivationSite, Tensor, Tensor?>? Replace { get; init; }

    /// <summary>Shows the values and returns what the pass goes on with.</summary>
    public Tensor Offer(int layer, ActivationSite site, Tensor values)
    {
        if (!Wanted(layer, site))
        {
            return values;
        }

        Read(layer, site, values);
        return Replace?.Invoke(layer, site, values) ?? values;
    }
}
