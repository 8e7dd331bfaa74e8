using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

internal static class PreTokenizerJson
{
    public static IPreTokenizer Read(JsonElement part, string file) => part.Text("type") switch
    {
        "Sequence" => new SequencePreTokenizer([.. part.Items("pretokenizers").Select(p => Read(p, file))]),
        "ByteLevel" => new ByteLevelPreTokenizer(part.Flag("add_prefix_space", true), part.Flag("use_regex", true)),
        "Metaspace" => Metaspace(part),
        "Split" => new SplitPreTokenizer(NormalizerJson.Pattern(part, file), Behavior(part.Text("behavior"), file), part.Flag("invert")),
        "WhitespaceSplit" => Cut(@"\s+", SplitBehavior.Removed),
        "Whitespace" => new SplitPreTokenizer(TextPattern.Regex(@"\w+|[^\w\s]+", file), SplitBehavior.Removed, invert: true),
        "BertPreTokenizer" => new SequencePreTokenizer([Cut(@"\s+", SplitBehavior.Removed), Cut(Punctuation, SplitBehavior.Isolated)]),
        "Punctuation" => Cut(Punctuation, Behavior(part.Text("behavior") ?? "Isolated", file)),
        "Digits" => Cut(part.Flag("individual_digits") ? @"\p{N}" : @"\p{N}+", SplitBehavior.Isolated),
        var other => throw new UserInputException($"{file}: a pre-tokenizer of type '{other}' is not known here"),
    };

    // ASCII punctuation counts whole, symbols too; of the rest the Unicode category P.
    private const string Punctuation = @"[!-/:-@\[-`{-~\p{P}]";

    private static SplitPreTokenizer Cut(string expression, SplitBehavior behavior) =>
        new(TextPattern.Regex(expression, "tokenizer"), behavior, invert: false);

    private static MetaspacePreTokenizer Metaspace(JsonElement part)
    {
        var scheme = part.Text("prepend_scheme") switch
        {
            "never" => PrefixScheme.Never,
            "first" => PrefixScheme.First,
            "always" => PrefixScheme.Always,
            _ => part.Flag("add_prefix_space", true) ? PrefixScheme.Always : PrefixScheme.Never,
        };
        return new MetaspacePreTokenizer(part.Text("replacement") ?? "\u2581", scheme, part.Flag("split", true));
    }

    private static SplitBehavior Behavior(string? name, string file) =>
        Enum.TryParse<SplitBehavior>(name, out var behavior) ? behavior
            : throw new UserInputException($"{file}: a split behavior '{name}' is not known here");
}
