namespace SaeFlows.Core.Reports;

/// <summary>What steps cost.</summary>
/// <param name="ModelJobs">Jobs that the frozen model answered.</param>
/// <param name="ChatCalls">Calls of reformulator and verifier, be they chat models or rules.</param>
/// <param name="PromptTokens">Tokens read, by the frozen model and by chat models.</param>
/// <param name="AnswerTokens">Tokens written.</param>
/// <param name="Seconds">Seconds of the steps' own work; of a batch, each job's share.</param>
public readonly record struct StepCost(long ModelJobs, long ChatCalls, long PromptTokens, long AnswerTokens, double Seconds)
{
    public long Tokens => PromptTokens + AnswerTokens;

    public static StepCost operator +(StepCost left, StepCost right) => Add(left, right);

    public static StepCost Add(StepCost left, StepCost right) => new(
        left.ModelJobs + right.ModelJobs,
        left.ChatCalls + right.ChatCalls,
        left.PromptTokens + right.PromptTokens,
        left.AnswerTokens + right.AnswerTokens,
        left.Seconds + right.Seconds);
}
