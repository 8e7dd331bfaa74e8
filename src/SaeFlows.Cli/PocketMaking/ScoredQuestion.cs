namespace SaeFlows.Cli.PocketMaking;

/// <summary>A question with one detector's score.</summary>
/// <param name="Kind">Its true kind.</param>
/// <param name="Score">The highest score of its judged tokens.</param>
internal readonly record struct ScoredQuestion(string Kind, double Score);
