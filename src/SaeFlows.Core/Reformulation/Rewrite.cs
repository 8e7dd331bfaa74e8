namespace SaeFlows.Core.Reformulation;

/// <summary>A reformulator's proposal.</summary>
/// <param name="Text">The whole rewritten question, or null where it has nothing (more) to propose.</param>
/// <param name="Note">What it did, or why it proposes nothing; one line.</param>
/// <param name="Model">Which model or rule made it.</param>
/// <param name="PromptTokens">Tokens read; 0 for rules.</param>
/// <param name="AnswerTokens">Tokens written; 0 for rules.</param>
public sealed record Rewrite(string? Text, string Note, string Model, int PromptTokens = 0, int AnswerTokens = 0);
