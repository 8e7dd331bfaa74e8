using System.Text;
using System.Text.Json;
using SaeFlows.Core;
using SaeFlows.Torch.Tokenizers.Templates;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>
/// A model's own chat template: Jinja as transformers sets it up (trimmed blocks, <c>raise_exception</c>, <c>strftime_now</c>,
/// <c>tojson</c> as Python writes it). Inheritance, includes and custom extensions are not known. Thread-safe.
/// </summary>
public sealed class ChatTemplate
{
    private readonly Lazy<Rendering> _rendering;
    private readonly string _file;
    private readonly string? _bosToken;
    private readonly string? _eosToken;

    internal ChatTemplate(string source, string file, string? bosToken, string? eosToken)
    {
        Source = source;
        _file = file;
        _bosToken = bosToken;
        _eosToken = eosToken;
        _rendering = new Lazy<Rendering>(() => TemplateParser.Parse(source));
    }

    public string Source { get; }

    /// <summary>The prompt for these messages.</summary>
    /// <param name="messages">Roles and texts in order.</param>
    /// <param name="addGenerationPrompt">End with what opens the assistant's turn.</param>
    /// <exception cref="UserInputException">The template is wrong, or refuses the messages.</exception>
    public string Render(IEnumerable<ChatMessage> messages, bool addGenerationPrompt = true)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var list = messages.Select(m => (object?)new Dict { ["role"] = m.Role, ["content"] = m.Content }).ToList();
        return Render(list, null, addGenerationPrompt, null, TimeProvider.System);
    }

    /// <summary>The prompt for messages as JSON, with tools and further variables where the template knows them.</summary>
    /// <param name="messages">An array of objects.</param>
    /// <param name="tools">An array of tools, or nothing.</param>
    /// <param name="addGenerationPrompt">End with what opens the assistant's turn.</param>
    /// <param name="variables">An object of further variables, or nothing.</param>
    /// <param name="time">The clock of <c>strftime_now</c>.</param>
    /// <exception cref="UserInputException">The template is wrong, or refuses the messages.</exception>
    public string Render(JsonElement messages, JsonElement? tools, bool addGenerationPrompt = true, JsonElement? variables = null, TimeProvider? time = null) =>
        Render(Value(messages), tools is { } t ? Value(t) : null, addGenerationPrompt, variables is { } v ? Value(v) as Dict : null, time ?? TimeProvider.System);

    private static object? Value(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var dict = new Dict();
                foreach (var field in json.EnumerateObject())
                {
                    dict[field.Name] = Value(field.Value);
                }

                return dict;
            case JsonValueKind.Array:
                return json.EnumerateArray().Select(Value).ToList();
            case JsonValueKind.Number:
                return json.TryGetInt64(out long whole) && !json.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? (object)whole : json.GetDouble();
            case JsonValueKind.String:
                return json.GetString();
            default:
                return json.ValueKind == JsonValueKind.Null ? null : json.ValueKind == JsonValueKind.True;
        }
    }

    private string Render(object? messages, object? tools, bool addGenerationPrompt, Dict? variables, TimeProvider time)
    {
        var globals = TemplateGlobals.Scope(time.GetLocalNow());
        globals["messages"] = messages;
        globals["tools"] = tools;
        globals["documents"] = null;
        globals["add_generation_prompt"] = addGenerationPrompt;
        foreach (var (name, token) in new[] { ("bos_token", _bosToken), ("eos_token", _eosToken) })
        {
            if (token is not null)
            {
                globals[name] = token;
            }
        }

        foreach (var (name, value) in variables ?? [])
        {
            globals[TemplateFormatter.Text(name)] = value;
        }

        try
        {
            var output = new StringBuilder();
            _rendering.Value(new TemplateScope(globals), output);
            return output.ToString();
        }
        catch (Exception e) when (e is TemplateException or ArgumentOutOfRangeException or InvalidCastException)
        {
            throw new UserInputException($"{_file}: chat template: {e.Message}", e);
        }
    }
}
