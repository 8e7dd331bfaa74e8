using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>A token with its place in the text.</summary>
/// <param name="Id">Token id.</param>
/// <param name="Span">UTF-16 range of the word.</param>
internal readonly record struct WordToken(int Id, TextSpan Span);
