namespace SaeFlows.Core.Durability;

/// <summary>What an activity knows of its call.</summary>
/// <param name="InstanceId">The orchestration that called it.</param>
/// <param name="Name">The activity's name.</param>
/// <param name="StepId">Position of the call in the instance's history; with <paramref name="InstanceId"/> a stable key for idempotent work.</param>
/// <param name="Attempt">1 for the first attempt.</param>
public sealed record ActivityContext(string InstanceId, string Name, int StepId, int Attempt);
