namespace SaeFlows.Orchestrations.Runs;

/// <summary>The questions of one execution of the run's orchestration.</summary>
/// <param name="QuestionIds">In order; fewer than asked for at the dataset's end.</param>
/// <param name="MaxConcurrentQuestions">How many may be under way at once.</param>
/// <param name="PageSize">How many were asked for.</param>
public sealed record RunPage(IReadOnlyList<string> QuestionIds, int MaxConcurrentQuestions, int PageSize);
