namespace SaeFlows.Torch.Activations;

/// <summary>Some neighbouring tokens of a file.</summary>
/// <param name="Tokens">Ids, without a begin mark.</param>
/// <param name="Next">Where in the file the next ones begin: a byte of text, or a row of a token file.</param>
/// <param name="BeginsDocument">A new text begins here.</param>
internal sealed record TokenRun(IReadOnlyList<int> Tokens, long Next, bool BeginsDocument);
