using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>
/// Token ids with the place of each in the text, in UTF-16 code units. A token that holds a part of a character
/// (a byte) has the span of that whole character; a token that stands for no text has an empty span.
/// </summary>
public sealed record TokenizedText(IReadOnlyList<int> Ids, IReadOnlyList<TextSpan> Offsets);
