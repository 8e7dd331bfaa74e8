namespace SaeFlows.Core.Reformulation;

/// <summary>A proposal that the verifier refused.</summary>
/// <param name="Text">The proposal.</param>
/// <param name="Reason">The verifier's reason, fed back to the reformulator.</param>
public sealed record RejectedRewrite(string Text, string Reason);
