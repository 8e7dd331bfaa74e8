namespace SaeFlows.Core.Models;

/// <summary>The runtime threw instead of answering: which job of the batch is at fault is not known.</summary>
internal sealed class ModelRunException(string message, Exception? inner = null) : Exception(message, inner);
