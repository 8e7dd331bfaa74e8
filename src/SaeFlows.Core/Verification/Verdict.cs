namespace SaeFlows.Core.Verification;

/// <summary>A verifier's answer.</summary>
/// <param name="Equivalence">Whether both texts mean the same.</param>
/// <param name="Reason">One line; fed back to the reformulator when not equivalent.</param>
/// <param name="Model">Which model or rule judged.</param>
/// <param name="PromptTokens">Tokens read; 0 for rules.</param>
/// <param name="AnswerTokens">Tokens written; 0 for rules.</param>
public sealed record Verdict(Equivalence Equivalence, string Reason, string Model, int PromptTokens = 0, int AnswerTokens = 0);
