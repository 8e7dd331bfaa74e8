namespace SaeFlows.Torch.Tokenizers.Templates;

internal enum LoopFlow
{
    Next,
    Continue,
    Break,
}
