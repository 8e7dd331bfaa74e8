using System.Text.Json;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>The input of a fork: Durable Task has none, so the source's results travel with the input.</summary>
/// <param name="ForkOf">The source instance.</param>
/// <param name="Input">The source's packed input.</param>
/// <param name="Steps">What is reused, in the order of the source's history.</param>
public sealed record ForkedInput(string ForkOf, JsonElement Input, IReadOnlyList<RecordedStep> Steps);
