namespace SaeFlows.Orchestrations.Retries;

/// <summary>Asks for a fork of a question's workflow.</summary>
public sealed record ForkInput(string SourceInstanceId, string NewInstanceId, string FromStep);
