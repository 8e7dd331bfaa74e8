namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>An expression, ready to be worked out.</summary>
internal delegate object? Evaluation(TemplateScope scope);
