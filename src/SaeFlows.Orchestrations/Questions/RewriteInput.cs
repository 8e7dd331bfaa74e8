using SaeFlows.Core.Detection;
using SaeFlows.Core.Reformulation;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Asks for a proposal, in one arm.</summary>
public sealed record RewriteInput(
    string RunId, string QuestionId, string Arm, int Attempt, string Text, IReadOnlyList<Ambiguity> Ambiguities, IReadOnlyList<RejectedRewrite> Rejected);
