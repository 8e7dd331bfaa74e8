using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Models;

/// <summary>Reads a Hugging Face <c>config.json</c> of one of the five architectures.</summary>
public static class DecoderSpecReader
{
    /// <summary>Far more than any model has; a larger number is a damaged file.</summary>
    private const int MostLayers = 10_000;

    private static readonly Dictionary<string, string> Families = new(StringComparer.Ordinal)
    {
        ["LlamaForCausalLM"] = "llama",
        ["MistralForCausalLM"] = "mistral",
        ["GemmaForCausalLM"] = "gemma",
        ["Gemma2ForCausalLM"] = "gemma2",
        ["Phi3ForCausalLM"] = "phi3",
    };

    /// <param name="folder">The model folder.</param>
    /// <exception cref="UserInputException">No config.json, broken JSON, an architecture that is not known here, or sizes that contradict each other.</exception>
    public static DecoderSpec Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string file = Path.Combine(folder, "config.json");
        using var document = Open(file) ?? throw new UserInputException(
            Directory.Exists(folder) ? $"{file}: is missing; copy the model's own config.json there" : $"{folder}: no such folder");
        var config = new ConfigFields(file, document.RootElement);
        using var generation = Open(Path.Combine(folder, "generation_config.json"));
        return Read(config, generation is null ? null : new ConfigFields(Path.Combine(folder, "generation_config.json"), generation.RootElement));
    }

    private static JsonDocument? Open(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new JsonException("it is no object");
        }
        catch (JsonException e)
        {
            throw new UserInputException($"{file}: not valid JSON ({e.Message.Split('\n')[0]}); copy the file again", e);
        }
    }

    private static DecoderSpec Read(ConfigFields config, ConfigFields? generation)
    {
        string family = Family(config);
        bool gemma = family is "gemma" or "gemma2";
        if (config.Flag("use_bidirectional_attention", false))
        {
            throw new UserInputException($"{config.File}: use_bidirectional_attention is not known here; only causal decoders are");
        }

        int hidden = config.Size("hidden_size", null);
        int heads = config.Size("num_attention_heads", null);
        int headSize = config.Size("head_dim", gemma && !config.Has("head_dim") ? 256 : Math.Max(1, hidden / heads));
        int keyValueHeads = config.Size("num_key_value_heads", KeyValueDefault(config, family, heads));
        int layers = config.Size("num_hidden_layers", null);
        if (layers > MostLayers)
        {
            throw config.Wrong("num_hidden_layers", FormattableString.Invariant($"at most {MostLayers}"));
        }

        int context = config.Size("max_position_embeddings", family switch { "llama" => 2048, "mistral" => 131072, "phi3" => 4096, _ => 8192 });
        if (heads % keyValueHeads != 0)
        {
            throw new UserInputException($"{config.File}: num_attention_heads {heads} is not a multiple of num_key_value_heads {keyValueHeads}");
        }

        return new DecoderSpec
        {
            Family = family,
            VocabularySize = config.Size("vocab_size", null),
            HiddenSize = hidden,
            IntermediateSize = config.Size("intermediate_size", null),
            Layers = layers,
            Heads = heads,
            KeyValueHeads = keyValueHeads,
            HeadSize = headSize,
            ContextLength = context,
            NormEpsilon = config.Number("rms_norm_eps") ?? (family == "phi3" ? 1e-5 : 1e-6),
            NormPlusOne = gemma,
            PostNorms = family == "gemma2",
            Activation = ActivationOf(config, family),
            AttentionBias = family is not ("mistral" or "phi3") && config.Flag("attention_bias", false),
            MlpBias = family == "llama" && config.Flag("mlp_bias", false),
            TieEmbeddings = config.Flag("tie_word_embeddings", gemma),
            FusedFiles = family == "phi3",
            EmbeddingScale = gemma ? Math.Sqrt(hidden) : 1,
            AttentionScale = 1 / Math.Sqrt(family == "gemma2" ? config.Number("query_pre_attn_scalar") ?? 256 : headSize),
            AttentionSoftCap = SoftCap(config, family, "attn_logit_softcapping", 50),
            LogitSoftCap = SoftCap(config, family, "final_logit_softcapping", 30),
            Windows = Windows(config, family, layers),
            Rope = RopeSpecReader.Read(config, family, headSize, context),
            BosId = config.Ids("bos_token_id") is [var bos, ..] ? bos : null,
            EosIds = generation?.Ids("eos_token_id") is { Count: > 0 } ends ? ends : config.Ids("eos_token_id"),
        };
    }

    private static string Family(ConfigFields config)
    {
        string? type = config.Text("model_type");
        string? architecture = config.Texts("architectures") is [var first, ..] ? first : null;
        string? family = type is not null && Families.ContainsValue(type) ? type
            : type is null && architecture is not null && Families.TryGetValue(architecture, out var named) ? named : null;
        return family ?? throw new UserInputException(
            $"{config.File}: architecture '{type ?? architecture ?? "(none named)"}' is not known here; llama, mistral, gemma, gemma2 and phi3 are");
    }

    private static int KeyValueDefault(ConfigFields config, string family, int heads) => family switch
    {
        "mistral" when !config.Has("num_key_value_heads") => 8,
        "gemma" when !config.Has("num_key_value_heads") => 16,
        "gemma2" when !config.Has("num_key_value_heads") => 4,
        _ => heads,
    };

    // An absent cap is the default, an explicit null none.
    private static double? SoftCap(ConfigFields config, string family, string name, double otherwise) =>
        family != "gemma2" ? null : config.Has(name) ? config.Number(name) : otherwise;

    private static List<int?> Windows(ConfigFields config, string family, int layers)
    {
        int? window = family is "llama" or "gemma" ? null
            : config.Has("sliding_window") || family == "phi3" ? config.Whole("sliding_window") : 4096;
        if (window == 0)
        {
            throw config.Wrong("sliding_window", "at least 1, or null for none");
        }

        if (family != "gemma2")
        {
            return [.. Enumerable.Repeat(window, layers)];
        }

        var types = config.Texts("layer_types");
        if (types.Count == 0)
        {
            return [.. Enumerable.Range(0, layers).Select(i => i % 2 == 0 ? window : null)];
        }

        return types.Count == layers && types.All(t => t is "sliding_attention" or "full_attention")
            ? [.. types.Select(t => t == "sliding_attention" ? window : null)]
            : throw config.Wrong("layer_types", $"a list of {layers} times sliding_attention or full_attention");
    }

    private static Activation ActivationOf(ConfigFields config, string family)
    {
        string field = family == "gemma2" ? "hidden_activation" : "hidden_act";
        string name = config.Text(field) ?? (family is "gemma" or "gemma2" ? "gelu_pytorch_tanh" : "silu");
        return name switch
        {
            "silu" or "swish" => Activation.Silu,
            "gelu" or "gelu_python" => Activation.Gelu,
            "gelu_pytorch_tanh" or "gelu_new" or "gelu_python_tanh" or "gelu_fast" or "gelu_accurate" => Activation.GeluTanh,
            "quick_gelu" => Activation.QuickGelu,
            "relu" => Activation.Relu,
            _ => throw new UserInputException($"{config.File}: {field} '{name}' is not known here; silu, gelu, gelu_pytorch_tanh, quick_gelu and relu are"),
        };
    }
}
