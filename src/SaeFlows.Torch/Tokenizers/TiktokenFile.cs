using System.Buffers.Text;
using System.Globalization;
using System.Text;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>Llama 3's own <c>tokenizer.model</c>: lines of base64 and rank; the special tokens follow from the configuration beside it, else from Llama 3.1's published list.</summary>
internal static class TiktokenFile
{
    private const int SpecialTokens = 256;
    private const string Words = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public static bool IsOne(ReadOnlySpan<byte> head)
    {
        int space = head.IndexOf((byte)' ');
        return space > 0 && Base64.IsValid(head[..space]) && head[(space + 1)..] is [>= (byte)'0' and <= (byte)'9', ..];
    }

    public static TokenizerParts Read(Stream content, string file, TokenizerConfig config)
    {
        var ids = Ranks(content, file);
        var added = config.Added.Count > 0 ? config.Added : [.. Special(ids.Count)];
        int? IdOf(string? name) => added.FirstOrDefault(t => t.Content == name)?.Id;
        int? bos = IdOf(config.BosToken) ?? IdOf("<|begin_of_text|>");
        return new TokenizerParts
        {
            Model = new BpeModel(ids, Merges(ids), new BpeOptions { IgnoreMerges = true }),
            Added = added,
            PreTokenizer = new SequencePreTokenizer(
            [
                new SplitPreTokenizer(TextPattern.Regex(Words, file), SplitBehavior.Isolated, invert: false),
                new ByteLevelPreTokenizer(addPrefixSpace: false, useRegex: false),
            ]),
            Before = bos is { } id && config.AddBos != false ? [id] : [],
            Decoder = new DecoderRules { ByteLevel = true },
            BosId = bos,
            EosId = IdOf(config.EosToken) ?? IdOf("<|end_of_text|>"),
            AddBos = config.AddBos,
            ChatTemplate = config.Template(),
        };
    }

    private static Dictionary<string, int> Ranks(Stream content, string file)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        using var reader = new StreamReader(content, Encoding.ASCII);
        for (int row = 1; reader.ReadLine() is { } line; row++)
        {
            if (line.Length == 0)
            {
                continue;
            }

            int space = line.IndexOf(' ', StringComparison.Ordinal);
            var bytes = new byte[line.Length];
            if (space < 0 || !Convert.TryFromBase64String(line[..space], bytes, out int length)
                || !int.TryParse(line.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int rank))
            {
                throw new UserInputException($"{file}: row {row} is not 'base64 rank'; fetch the file again");
            }

            ids[string.Concat(bytes.Take(length).Select(ByteAlphabet.Of))] = rank;
        }

        return ids;
    }

    private static Dictionary<long, (int Rank, int Id)> Merges(Dictionary<string, int> ids)
    {
        var merges = new Dictionary<long, (int Rank, int Id)>();
        foreach (var (token, id) in ids)
        {
            for (int cut = 1; cut < token.Length; cut++)
            {
                if (ids.TryGetValue(token[..cut], out int left) && ids.TryGetValue(token[cut..], out int right))
                {
                    merges[BpeModel.Pair(left, right)] = (id, id);
                }
            }
        }

        return merges;
    }

    private static IEnumerable<AddedToken> Special(int first)
    {
        string[] named =
        [
            "<|begin_of_text|>", "<|end_of_text|>", "<|reserved_special_token_0|>", "<|reserved_special_token_1|>",
            "<|finetune_right_pad_id|>", "<|step_id|>", "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|eot_id|>", "<|python_tag|>",
        ];
        return Enumerable.Range(0, SpecialTokens).Select(i => new AddedToken(
            first + i, i < named.Length ? named[i] : $"<|reserved_special_token_{i - named.Length + 2}|>", Special: true));
    }
}
