namespace SaeFlows.Torch.Runtime;

/// <summary>What the model made of a prompt.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Answer">The generated text.</param>
/// <param name="AnswerTokens">Tokens of it.</param>
/// <param name="Pass">What detectors look at; null where no detection was asked for.</param>
/// <param name="Seconds">This prompt's share of the batch's time.</param>
internal sealed record AnsweredPrompt(Prompt Prompt, string Answer, int AnswerTokens, PromptPass? Pass, double Seconds);
