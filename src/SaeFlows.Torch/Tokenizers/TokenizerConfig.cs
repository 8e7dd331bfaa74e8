using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>What stands beside a tokenizer file: <c>tokenizer_config.json</c> and <c>chat_template.jinja</c>. All of it is optional.</summary>
internal sealed record TokenizerConfig
{
    /// <summary>Names that the four families use, tried where no file names the token.</summary>
    public IReadOnlyList<string> BosNames { get; } = ["<|begin_of_text|>", "<s>", "<bos>"];

    public IReadOnlyList<string> EosNames { get; } = ["<|end_of_text|>", "</s>", "<eos>"];

    public string? BosToken { get; init; }

    public string? EosToken { get; init; }

    public bool? AddBos { get; init; }

    /// <summary>False asks for the space before a text at its very start only.</summary>
    public bool? Legacy { get; init; }

    public IReadOnlyList<AddedToken> Added { get; init; } = [];

    public string? TemplateSource { get; init; }

    public string? TemplateFile { get; init; }

    public ChatTemplate? Template() => TemplateSource is null ? null : new ChatTemplate(TemplateSource, TemplateFile!, BosToken, EosToken);

    public static TokenizerConfig Read(string tokenizerFile)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(tokenizerFile))!;
        string sibling = Path.Combine(folder, Path.GetFileName(tokenizerFile).Replace("tokenizer.json", "tokenizer_config.json", StringComparison.Ordinal));
        string? file = new[] { sibling, Path.Combine(folder, "tokenizer_config.json") }.FirstOrDefault(f => f != Path.GetFullPath(tokenizerFile) && File.Exists(f));
        var config = file is null ? new TokenizerConfig() : Parse(file);
        string template = Path.Combine(folder, "chat_template.jinja");
        return File.Exists(template) ? config with { TemplateSource = File.ReadAllText(template), TemplateFile = template } : config;
    }

    private static TokenizerConfig Parse(string file)
    {
        try
        {
            using var content = TokenizerLoader.Open(file);
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return new TokenizerConfig
            {
                BosToken = Token(root, "bos_token"),
                EosToken = Token(root, "eos_token"),
                AddBos = root.Field("add_bos_token")?.GetBoolean(),
                Legacy = root.Field("legacy")?.GetBoolean(),
                Added = root.Field("added_tokens_decoder") is { } added ? [.. added.EnumerateObject().Select(TokenOf)] : [],
                TemplateSource = Template(root),
                TemplateFile = file,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UserInputException($"{file}: not a valid tokenizer_config.json ({e.Message}); fetch the file again", e);
        }
    }

    private static string? Token(JsonElement root, string name) =>
        root.Text(name) ?? (root.Field(name) is { ValueKind: JsonValueKind.Object } token ? token.Text("content") : null);

    // Several named templates may come as a list: the one called 'default' is the chat template.
    private static string? Template(JsonElement root) =>
        root.Text("chat_template") ?? root.Items("chat_template").FirstOrDefault(t => t.Text("name") == "default").Text("template");

    private static AddedToken TokenOf(JsonProperty entry) => new(
        int.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture),
        entry.Value.GetProperty("content").GetString()!,
        entry.Value.Flag("special"),
        entry.Value.Flag("single_word"),
        entry.Value.Flag("lstrip"),
        entry.Value.Flag("rstrip"),
        entry.Value.Flag("normalized"));
}
