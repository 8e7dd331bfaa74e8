namespace SaeFlows.Torch.Activations;

/// <summary>A sequence whose domain is known.</summary>
/// <param name="Domain">Index of its domain.</param>
/// <param name="Tokens">Token ids with the begin mark first.</param>
internal sealed record MarkedText(int Domain, int[] Tokens);
