using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

internal static class ModelJson
{
    public static ITokenModel Read(JsonElement model, string file)
    {
        string kind = model.Text("type") ?? (model.Field("merges") is null ? "WordLevel" : "BPE");
        return kind switch
        {
            "BPE" => Bpe(model, file),
            "WordLevel" => new WordLevelModel(Vocabulary(model), model.Text("unk_token") ?? "<unk>", file),
            _ => throw new UserInputException($"{file}: a tokenizer model of type '{kind}' is not known here; BPE and WordLevel are"),
        };
    }

    private static Dictionary<string, int> Vocabulary(JsonElement model)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in model.GetProperty("vocab").EnumerateObject())
        {
            ids[entry.Name] = entry.Value.GetInt32();
        }

        return ids;
    }

    private static BpeModel Bpe(JsonElement model, string file)
    {
        foreach (string affix in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            if (!string.IsNullOrEmpty(model.Text(affix)))
            {
                throw new UserInputException($"{file}: '{affix}' is not known here; none of the four model families uses it");
            }
        }

        var ids = Vocabulary(model);
        return new BpeModel(ids, Merges(model, ids, file), new BpeOptions
        {
            ByteFallback = model.Flag("byte_fallback"),
            IgnoreMerges = model.Flag("ignore_merges"),
            FuseUnknown = model.Flag("fuse_unk"),
            UnknownId = model.Text("unk_token") is { } unknown && ids.TryGetValue(unknown, out int id) ? id : null,
        });
    }

    private static Dictionary<long, (int Rank, int Id)> Merges(JsonElement model, Dictionary<string, int> ids, string file)
    {
        var merges = new Dictionary<long, (int Rank, int Id)>();
        int rank = 0;
        foreach (var merge in model.GetProperty("merges").EnumerateArray())
        {
            var (left, right) = Sides(merge);
            if (!ids.TryGetValue(left, out int l) || !ids.TryGetValue(right, out int r) || !ids.TryGetValue(left + right, out int joined))
            {
                throw new UserInputException($"{file}: merge {rank} ('{left}' + '{right}') speaks of a token that the vocabulary lacks; fetch the file again");
            }

            merges[BpeModel.Pair(l, r)] = (rank++, joined);
        }

        return merges;
    }

    private static (string Left, string Right) Sides(JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.Array)
        {
            return (merge[0].GetString()!, merge[1].GetString()!);
        }

        string text = merge.GetString()!;
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? throw new FormatException($"merge '{text}' has one side") : (text[..space], text[(space + 1)..]);
    }
}
