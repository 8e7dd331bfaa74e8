using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>
/// A SentencePiece <c>tokenizer.model</c> of type BPE. A pair may be joined where the joined text is a piece, of highest score
/// first and of equal scores leftmost: the same as a list of merges with one rank for each score.
/// </summary>
internal static class SentencePieceFile
{
    private const int Bpe = 2;
    private const string Space = "\u2581";

    public static TokenizerParts Read(Stream content, string file, TokenizerConfig config, PrefixScheme? prefix)
    {
        var proto = SentencePieceProto.Parse(content, file);
        Refuse(proto, file);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int id = proto.Pieces.Count - 1; id >= 0; id--)
        {
            ids[proto.Pieces[id].Text] = id;
        }

        int unknown = proto.Pieces.FindIndex(p => p.Kind == SentencePieceKind.Unknown);
        var model = new BpeModel(ids, Merges(proto, ids), new BpeOptions
        {
            ByteFallback = proto.Pieces.Any(p => p.Kind == SentencePieceKind.Byte),
            UnknownId = unknown < 0 ? null : unknown,
            FuseUnknown = true,
        });
        int? bos = config.BosToken is { } b && ids.TryGetValue(b, out int named) ? named : Id(proto.BosId);
        int? eos = config.EosToken is { } e && ids.TryGetValue(e, out named) ? named : Id(proto.EosId);
        return new TokenizerParts
        {
            Model = model,
            Added = [.. Added(proto), .. config.Added.Where(t => t.Id >= proto.Pieces.Count)],
            Prefix = !proto.AddDummyPrefix ? PrefixScheme.Never : prefix ?? Scheme(config.Legacy),
            Normalizer = new ReplaceNormalizer(TextPattern.Literal(" "), Space),
            Before = bos is { } id0 && config.AddBos != false ? [id0] : [],
            Decoder = new DecoderRules { ByteFallback = true, Replacements = [(Space, " ")], StripStart = proto.AddDummyPrefix ? 1 : 0 },
            BosId = bos,
            EosId = eos,
            AddBos = config.AddBos,
            ChatTemplate = config.Template(),
        };
    }

    private static int? Id(int id) => id < 0 ? null : id;

    private static PrefixScheme Scheme(bool? legacy) => legacy switch
    {
        null => PrefixScheme.FirstText,
        true => PrefixScheme.Always,
        false => PrefixScheme.First,
    };

    private static void Refuse(SentencePieceProto proto, string file)
    {
        string? what = proto.ModelType != Bpe ? $"a SentencePiece model of type {proto.ModelType} (2, BPE, is)"
            : proto.HasCharacterMap ? "a SentencePiece character map"
            : proto.RemoveExtraSpaces ? "SentencePiece's removal of extra spaces"
            : proto.SpaceAsSuffix ? "SentencePiece's space as suffix"
            : null;
        if (what is not null)
        {
            throw new UserInputException($"{file}: {what} is not known here; use the model's tokenizer.json");
        }
    }

    private static IEnumerable<AddedToken> Added(SentencePieceProto proto)
    {
        for (int id = 0; id < proto.Pieces.Count; id++)
        {
            var (text, _, kind) = proto.Pieces[id];
            if (kind is SentencePieceKind.Control or SentencePieceKind.Unknown)
            {
                yield return new AddedToken(id, text, Special: true);
            }
            else if (kind == SentencePieceKind.UserDefined)
            {
                // Spaces are escaped before SentencePiece looks for these, so they are found in the normalized text.
                yield return new AddedToken(id, text, Special: false, Normalized: true);
            }
        }
    }

    private static Dictionary<long, (int Rank, int Id)> Merges(SentencePieceProto proto, Dictionary<string, int> ids)
    {
        var ranks = proto.Pieces.Select(p => p.Score).Distinct().OrderDescending().Select((score, rank) => (score, rank)).ToDictionary(p => p.score, p => p.rank);
        var merges = new Dictionary<long, (int Rank, int Id)>();
        bool IsText(int id) => proto.Pieces[id].Kind is SentencePieceKind.Normal or SentencePieceKind.UserDefined;
        for (int id = 0; id < proto.Pieces.Count; id++)
        {
            var (text, score, kind) = proto.Pieces[id];
            for (int cut = 1; kind == SentencePieceKind.Normal && cut < text.Length; cut++)
            {
                if (!char.IsLowSurrogate(text[cut]) && ids.TryGetValue(text[..cut], out int left) && IsText(left)
                    && ids.TryGetValue(text[cut..], out int right) && IsText(right))
                {
                    merges[BpeModel.Pair(left, right)] = (ranks[score], id);
                }
            }
        }

        return merges;
    }
}
