namespace SaeFlows.Core.Durability;

/// <summary>How a child orchestration is started.</summary>
/// <param name="InstanceId">Id of the child; null derives one from the parent's id and the call's position.</param>
/// <param name="Retry">Retry policy; null means one attempt.</param>
public sealed record SubOrchestrationOptions(string? InstanceId = null, RetryPolicy? Retry = null);
