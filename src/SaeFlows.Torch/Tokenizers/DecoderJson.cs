using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

internal static class DecoderJson
{
    public static DecoderRules Read(JsonElement? decoder, string file) =>
        decoder is { } d ? Apply(new DecoderRules(), d, file) : new DecoderRules { Separator = " " };

    private static DecoderRules Apply(DecoderRules rules, JsonElement step, string file) => step.Text("type") switch
    {
        "Sequence" => step.Items("decoders").Aggregate(rules, (r, s) => Apply(r, s, file)),
        "ByteLevel" => rules with { ByteLevel = true },
        "ByteFallback" => rules with { ByteFallback = true },
        "Fuse" => rules,
        "Replace" when step.GetProperty("pattern").Text("String") is { } from =>
            rules with { Replacements = [.. rules.Replacements, (from, step.Text("content") ?? "")] },
        "Strip" when step.Text("content") == " " && step.Whole("stop", 0) == 0 => rules with { StripStart = step.Whole("start", 0) },
        "Metaspace" => rules with
        {
            Replacements = [.. rules.Replacements, (step.Text("replacement") ?? "\u2581", " ")],
            StripStart = step.Text("prepend_scheme") == "never" || !step.Flag("add_prefix_space", true) ? 0 : 1,
        },
        var other => throw new UserInputException($"{file}: a decoder of type '{other}' with these settings is not known here"),
    };
}
