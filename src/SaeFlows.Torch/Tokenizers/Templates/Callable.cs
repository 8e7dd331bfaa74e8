namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>A function, method or macro.</summary>
internal delegate object? Callable(CallArguments arguments);
