using System.Text;
using Google.Protobuf;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>The fields of sentencepiece_model.proto that matter for encoding; all others are passed over.</summary>
internal sealed class SentencePieceProto
{
    public List<(string Text, float Score, SentencePieceKind Kind)> Pieces { get; } = [];

    public int ModelType { get; private set; } = 1;

    public bool SpaceAsSuffix { get; private set; }

    public int BosId { get; private set; } = 1;

    public int EosId { get; private set; } = 2;

    public bool HasCharacterMap { get; private set; }

    public bool AddDummyPrefix { get; private set; } = true;

    public bool RemoveExtraSpaces { get; private set; } = true;

    public static SentencePieceProto Parse(Stream content, string file)
    {
        var proto = new SentencePieceProto();
        try
        {
            using var input = new CodedInputStream(content, leaveOpen: true);
            Fields(input, field => field switch
            {
                1 => () => proto.Piece(input.ReadBytes()),
                2 => () => proto.Trainer(input.ReadBytes()),
                3 => () => proto.Normalizer(input.ReadBytes()),
                _ => null,
            });
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new UserInputException($"{file}: neither JSON, tiktoken nor a whole SentencePiece model ({e.Message}); fetch the file again", e);
        }

        return proto.Pieces.Count > 0 ? proto : throw new UserInputException($"{file}: a SentencePiece model without pieces; fetch the file again");
    }

    private void Piece(ByteString message)
    {
        string text = "";
        float score = 0;
        var kind = SentencePieceKind.Normal;
        using var input = message.CreateCodedInput();
        Fields(input, field => field switch
        {
            1 => () => text = Encoding.UTF8.GetString(input.ReadBytes().Span),
            2 => () => score = input.ReadFloat(),
            3 => () => kind = (SentencePieceKind)input.ReadEnum(),
            _ => null,
        });
        Pieces.Add((text, score, kind));
    }

    private void Trainer(ByteString message)
    {
        using var input = message.CreateCodedInput();
        Fields(input, field => field switch
        {
            3 => () => ModelType = input.ReadEnum(),
            24 => () => SpaceAsSuffix = input.ReadBool(),
            41 => () => BosId = input.ReadInt32(),
            42 => () => EosId = input.ReadInt32(),
            _ => null,
        });
    }

    private void Normalizer(ByteString message)
    {
        using var input = message.CreateCodedInput();
        Fields(input, field => field switch
        {
            2 => () => HasCharacterMap = input.ReadBytes().Length > 0,
            3 => () => AddDummyPrefix = input.ReadBool(),
            4 => () => RemoveExtraSpaces = input.ReadBool(),
            _ => null,
        });
    }

    private static void Fields(CodedInputStream input, Func<int, Action?> reader)
    {
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (reader((int)(tag >> 3)) is { } read)
            {
                read();
            }
            else
            {
                input.SkipLastField();
            }
        }
    }
}
