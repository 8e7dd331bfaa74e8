namespace SaeFlows.Orchestrations.Questions;

/// <summary>Input of <see cref="QuestionOrchestration"/>; everything else is read by activities.</summary>
public sealed record QuestionInput(string RunId, string QuestionId);
