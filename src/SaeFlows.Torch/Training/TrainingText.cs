namespace SaeFlows.Torch.Training;

/// <summary>One training sequence.</summary>
/// <param name="Tokens">Token ids, begin and end marks included.</param>
/// <param name="AnswerAt">Index of the token whose prediction weighs more; -1 for none.</param>
internal sealed record TrainingText(int[] Tokens, int AnswerAt);
