using SaeFlows.Core.Detection;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Asks for a verdict on a proposal, in one arm.</summary>
public sealed record VerificationInput(
    string RunId, string QuestionId, string Arm, int Attempt, string Text, string Rewrite, IReadOnlyList<Ambiguity> Ambiguities);
