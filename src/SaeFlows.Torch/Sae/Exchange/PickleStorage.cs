namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>Raw numbers of a torch archive.</summary>
/// <param name="Type">Such as <c>FloatStorage</c>.</param>
/// <param name="Key">Name of its file under <c>data/</c>.</param>
/// <param name="Elements">How many numbers.</param>
internal sealed record PickleStorage(string Type, string Key, long Elements);
