namespace SaeFlows.Torch.Tokenizers;

/// <summary>One turn of a chat.</summary>
/// <param name="Role">Such as <c>system</c>, <c>user</c>, <c>assistant</c>.</param>
/// <param name="Content">Its text.</param>
public sealed record ChatMessage(string Role, string Content);
