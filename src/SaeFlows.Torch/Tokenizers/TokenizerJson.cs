using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>Reads the <c>tokenizer.json</c> of Hugging Face's tokenizers library. What it does not know it refuses by name.</summary>
internal static class TokenizerJson
{
    /// <exception cref="UserInputException">Broken JSON, or a part of another kind than the four families use.</exception>
    public static TokenizerParts Read(Stream content, string file, TokenizerConfig config)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return Read(document.RootElement, file, config);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UserInputException($"{file}: not a valid tokenizer.json ({e.Message}); fetch the file again", e);
        }
    }

    private static TokenizerParts Read(JsonElement root, string file, TokenizerConfig config)
    {
        var model = ModelJson.Read(root.GetProperty("model"), file);
        var added = root.Items("added_tokens").Select(AddedTokenOf).ToList();
        int? IdOf(string? token) => token is null ? null
            : added.FirstOrDefault(t => t.Content == token)?.Id ?? (model.TryGetId(token, out int id) ? id : null);
        var template = TemplateJson.Read(root.Field("post_processor"), file);
        return new TokenizerParts
        {
            Model = model,
            Added = added,
            Normalizer = root.Field("normalizer") is { } n ? NormalizerJson.Read(n, file) : null,
            PreTokenizer = root.Field("pre_tokenizer") is { } p ? PreTokenizerJson.Read(p, file) : null,
            Before = template.Before,
            After = template.After,
            TrimOffsets = template.TrimOffsets,
            Decoder = DecoderJson.Read(root.Field("decoder"), file),
            BosId = IdOf(config.BosToken) ?? config.BosNames.Select(IdOf).FirstOrDefault(id => id is not null),
            EosId = IdOf(config.EosToken) ?? config.EosNames.Select(IdOf).FirstOrDefault(id => id is not null),
            AddBos = config.AddBos,
            ChatTemplate = config.Template(),
        };
    }

    private static AddedToken AddedTokenOf(JsonElement token) => new(
        token.GetProperty("id").GetInt32(),
        token.GetProperty("content").GetString()!,
        token.Flag("special"),
        token.Flag("single_word"),
        token.Flag("lstrip"),
        token.Flag("rstrip"),
        token.Flag("normalized"));
}
