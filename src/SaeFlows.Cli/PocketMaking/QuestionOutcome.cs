namespace SaeFlows.Cli.PocketMaking;

/// <summary>Whether a question was answered rightly as asked, and after the method.</summary>
internal readonly record struct QuestionOutcome(string Kind, bool Original, bool Method);
