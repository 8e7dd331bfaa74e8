using SaeFlows.Core.Detection;

namespace SaeFlows.Core.Verification;

/// <summary>Asks whether a rewrite means the same as the original, in the domain given.</summary>
public sealed record VerificationRequest(string Original, string Rewrite, IReadOnlyList<Ambiguity> Ambiguities, string Domain);
