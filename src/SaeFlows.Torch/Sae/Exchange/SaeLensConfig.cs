using System.Text.Json;
using System.Text.RegularExpressions;
using SaeFlows.Core;
using SaeFlows.Torch.Sae.Kinds;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>SAELens' <c>cfg.json</c> of all ages, brought to one form.</summary>
internal static partial class SaeLensConfig
{
    /// <summary>The version whose form we write; without it SAELens' loader takes a file for one of before version 6.</summary>
    public const string Version = "6.18.0";

    private static readonly string[] ActivationNames = ["activation_fn", "activation_fn_str"];

    /// <exception cref="UserInputException">The file is missing, no configuration, or asks for something that is not supported.</exception>
    public static SaeConfig Read(string path)
    {
        var config = Complete(DataFile.Read<SaeConfig>(path), DataFile.Read<JsonDocument>(path).RootElement);
        string? trouble =
            !AutoencoderKinds.Architectures.Contains(config.Architecture) ? $"architecture '{config.Architecture}'"
            : config.Normalisation != "none" ? $"normalize_activations '{config.Normalisation}'"
            : config.Reshaping != "none" ? $"reshape_activations '{config.Reshaping}'"
            : config.Architecture == "topk" && !(config.K >= 1 && config.K <= config.Latents) ? $"topk with k {config.K?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"} of {config.Latents} latents"
            : config.InputSize < 1 || config.Latents < 1 ? $"a size of {config.InputSize} by {config.Latents}"
            : null;
        return trouble is null ? config : throw new UserInputException(
            $"{path}: {trouble} is not supported; use {string.Join(", ", AutoencoderKinds.Architectures)} without normalisation and reshaping (fold the normalisation first).");
    }

    /// <summary>The configuration with the metadata that SAELens looks for; what was there stays.</summary>
    public static SaeConfig ForWriting(SaeConfig config)
    {
        var metadata = new Dictionary<string, JsonElement>(config.Metadata ?? new Dictionary<string, JsonElement>());
        void Note(string name, object value) => metadata.TryAdd(name, JsonSerializer.SerializeToElement(value));
        Note("sae_lens_version", Version);
        Note("sae_lens_training_version", Version);
        Note("model_name", config.Model);
        Note("hook_name", config.Hook);
        Note("hook_layer", config.Layer);
        return config with
        {
            Metadata = metadata,
            ChoosesByDecoderNorm = config.Architecture == "topk" ? false : null,
        };
    }

    private static SaeConfig Complete(SaeConfig config, JsonElement file)
    {
        string? Noted(string name) => config.Metadata?.GetValueOrDefault(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        var hook = config.Hook.Length > 0 ? config.Hook : Noted("hook_name") ?? string.Empty;
        var layer = config.Layer >= 0 ? config.Layer
            : config.Metadata?.GetValueOrDefault("hook_layer") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int whole) ? whole
            : LayerNumber().Match(hook) is { Success: true } found ? int.Parse(found.ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
            : -1;
        var complete = config with { Hook = hook, Layer = layer, Model = config.Model.Length > 0 ? config.Model : Noted("model_name") ?? string.Empty };
        return IsOldTopK(file, out var k) ? complete with { Architecture = "topk", K = k } : complete;
    }

    // Before version 6 a topk was a standard one with another activation function.
    private static bool IsOldTopK(JsonElement file, out double k)
    {
        k = 0;
        return ActivationNames.Any(name => file.TryGetProperty(name, out var function) && function.ValueKind == JsonValueKind.String && function.ValueEquals("topk"))
            && file.TryGetProperty("activation_fn_kwargs", out var arguments) && arguments.ValueKind == JsonValueKind.Object
            && arguments.TryGetProperty("k", out var given) && given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out k);
    }

    [GeneratedRegex(@"(?<=(?:blocks|layers|h)\.)\d{1,4}(?=\.|$)")]
    private static partial Regex LayerNumber();
}
