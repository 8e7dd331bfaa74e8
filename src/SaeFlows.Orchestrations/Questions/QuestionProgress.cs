namespace SaeFlows.Orchestrations.Questions;

/// <summary>The custom status of a question's workflow, for queries.</summary>
/// <param name="Stage">The step at hand: answer, reformulate, verify, re-answer, finished.</param>
/// <param name="Attempts">Proposals so far.</param>
/// <param name="Outcome">How the question ended; null before.</param>
public sealed record QuestionProgress(string Stage, int Attempts = 0, string? Outcome = null);
