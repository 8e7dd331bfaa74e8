namespace SaeFlows.Core.Durability;

/// <summary>Replayed code asked for another step than its history holds; the message names the step, both kinds and the mend.</summary>
public sealed class NonDeterminismException(string message) : Exception(message);
