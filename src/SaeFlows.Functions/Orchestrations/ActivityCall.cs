using System.Text.Json;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>The input of every activity function: what the platform does not tell an activity of its call.</summary>
/// <param name="InstanceId">The orchestration that calls.</param>
/// <param name="StepId">Position of the call in the orchestration's code, the same for all its attempts.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Input">The activity's own input, perhaps as a claim.</param>
public sealed record ActivityCall(string InstanceId, int StepId, int Attempt, JsonElement Input);
