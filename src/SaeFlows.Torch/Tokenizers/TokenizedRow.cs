namespace SaeFlows.Torch.Tokenizers;

/// <summary>What <c>model tokenize</c> prints for a row.</summary>
/// <param name="Ids">Token ids.</param>
/// <param name="Offsets">Start and end of each token in the text, in UTF-16 code units.</param>
public sealed record TokenizedRow(IReadOnlyList<int> Ids, IReadOnlyList<int[]> Offsets);
