namespace SaeFlows.Orchestrations.Retries;

/// <summary>The questions of one execution of a retry.</summary>
/// <param name="Items">What to run again.</param>
/// <param name="MaxConcurrentQuestions">How many may be under way at once.</param>
/// <param name="AfterQuestionId">Where the next page begins; null at the end.</param>
public sealed record RetryPage(IReadOnlyList<RetryItem> Items, int MaxConcurrentQuestions, string? AfterQuestionId);
