using System.Text.Json;
using SaeFlows.Core.Durability;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>A step of a forked instance's source whose result is reused.</summary>
/// <param name="StepId">Of an activity; -1 for an event that was received.</param>
/// <param name="Name">Activity or event.</param>
/// <param name="Result">Its packed result or payload; null where it failed.</param>
/// <param name="Failure">Why it failed for good.</param>
public sealed record RecordedStep(int StepId, string Name, JsonElement? Result, TaskFailureDetails? Failure = null);
