using SaeFlows.Core.Detection;

namespace SaeFlows.Core.Reformulation;

/// <summary>What a reformulator sees: the question and what detection found; never the truth or the reference answer.</summary>
/// <param name="Question">The original text.</param>
/// <param name="Ambiguities">The spans to annotate or rewrite.</param>
/// <param name="Domain">The domain that the question belongs to.</param>
/// <param name="Rejected">Earlier proposals and why the verifier refused them, oldest first.</param>
public sealed record ReformulationRequest(string Question, IReadOnlyList<Ambiguity> Ambiguities, string Domain, IReadOnlyList<RejectedRewrite> Rejected);
