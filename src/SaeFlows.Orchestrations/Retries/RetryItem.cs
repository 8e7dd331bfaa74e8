namespace SaeFlows.Orchestrations.Retries;

/// <summary>One question to run again.</summary>
/// <param name="QuestionId">The question.</param>
/// <param name="SourceInstanceId">The workflow that ended as it should not; it is kept.</param>
public sealed record RetryItem(string QuestionId, string SourceInstanceId);
