namespace SaeFlows.Torch.Tokenizers;

/// <summary>Rewrites a stretch of text before it is cut into words.</summary>
internal interface INormalizer
{
    AlignedText Apply(AlignedText text);
}
