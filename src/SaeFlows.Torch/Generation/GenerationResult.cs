namespace SaeFlows.Torch.Generation;

/// <summary>What the model wrote.</summary>
/// <param name="Ids">New tokens, without the one that ended the text.</param>
/// <param name="Text">Their text up to a stop string; empty where no tokenizer was given.</param>
/// <param name="PromptTokens">Length of the prompt.</param>
/// <param name="Finish">Why it ended.</param>
public sealed record GenerationResult(IReadOnlyList<int> Ids, string Text, int PromptTokens, FinishReason Finish);
