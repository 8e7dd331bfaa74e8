namespace SaeFlows.Orchestrations.Retries;

/// <summary>Input of <see cref="RetryOrchestration"/>.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Errored">Run errored questions again.</param>
/// <param name="Unverified">Run questions again of which some arm ended unverified.</param>
/// <param name="FromStep">Name of the activity from which on everything runs again, earlier steps being reused; null begins anew.</param>
/// <param name="AfterQuestionId">Go on behind this question; null at the start.</param>
/// <param name="QuestionId">Only this question, however it ended; null for all that the other members choose.</param>
public sealed record RetryInput(string RunId, bool Errored, bool Unverified, string? FromStep, string? AfterQuestionId = null, string? QuestionId = null)
{
    /// <summary>The instance of a run's n-th retry, n counted from 1.</summary>
    public static string InstanceId(string runId, int number) => $"{runId}~retry{number}";
}
