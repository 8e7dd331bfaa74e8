namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>The template is wrong, or it refuses what it was given.</summary>
internal sealed class TemplateException(string message) : Exception(message);
