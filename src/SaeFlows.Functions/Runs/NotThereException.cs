namespace SaeFlows.Functions.Runs;

/// <summary>What the address names does not exist; the message is one line.</summary>
internal sealed class NotThereException(string message) : Exception(message);
