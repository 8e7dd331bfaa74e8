using System.Text;
using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

internal static class NormalizerJson
{
    public static INormalizer Read(JsonElement normalizer, string file) => normalizer.Text("type") switch
    {
        "Sequence" => new SequenceNormalizer([.. normalizer.Items("normalizers").Select(n => Read(n, file))]),
        "Prepend" => new PrependNormalizer(normalizer.Text("prepend") ?? ""),
        "Replace" => new ReplaceNormalizer(Pattern(normalizer, file), normalizer.Text("content") ?? ""),
        "Strip" => new StripNormalizer(normalizer.Flag("strip_left", true), normalizer.Flag("strip_right", true)),
        "Lowercase" => new CharacterNormalizer(s => s.ToLowerInvariant()),
        "NFC" => Unicode(NormalizationForm.FormC),
        "NFD" => Unicode(NormalizationForm.FormD),
        "NFKC" => Unicode(NormalizationForm.FormKC),
        "NFKD" => Unicode(NormalizationForm.FormKD),
        var other => throw new UserInputException($"{file}: a normalizer of type '{other}' is not known here"),
    };

    /// <summary>The <c>pattern</c> of a part: a literal or a regular expression.</summary>
    public static TextPattern Pattern(JsonElement part, string file)
    {
        var pattern = part.GetProperty("pattern");
        return pattern.Text("String") is { } literal ? TextPattern.Literal(literal)
            : pattern.Text("Regex") is { } expression ? TextPattern.Regex(expression, file)
            : throw new FormatException("a pattern is neither String nor Regex");
    }

    private static CharacterNormalizer Unicode(NormalizationForm form) => new(s => s.Normalize(form));
}
