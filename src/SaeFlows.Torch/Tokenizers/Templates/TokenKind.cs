namespace SaeFlows.Torch.Tokenizers.Templates;

internal enum TokenKind
{
    Text,
    OutputBegin,
    BlockBegin,
    TagEnd,
    Name,
    Integer,
    Float,
    String,
    Operator,
    End,
}
