namespace SaeFlows.Torch.Tokenizers;

/// <summary>Cuts a stretch of text into words, over whose borders no token reaches.</summary>
internal interface IPreTokenizer
{
    IEnumerable<AlignedText> Cut(AlignedText text);
}
