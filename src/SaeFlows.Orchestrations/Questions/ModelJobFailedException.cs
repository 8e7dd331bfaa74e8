namespace SaeFlows.Orchestrations.Questions;

/// <summary>The model worker could not do a job, or never answered.</summary>
public sealed class ModelJobFailedException(string message) : Exception(message);
