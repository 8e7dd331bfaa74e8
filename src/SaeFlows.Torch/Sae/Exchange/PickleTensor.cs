namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>A tensor as a pickle describes it: a view of a storage, which is another file of the archive.</summary>
/// <param name="Storage">Its storage.</param>
/// <param name="Offset">First element.</param>
/// <param name="Shape">Shape.</param>
/// <param name="Strides">Strides in elements.</param>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides);
