using System.Globalization;
using SaeFlows.Core;
using SaeFlows.Torch.Models;

namespace SaeFlows.Torch.Sae.Evaluation;

/// <summary>Places in a layer by the names of the command line and of configuration files.</summary>
internal static class SaeSites
{
    private static readonly (string Name, ActivationSite Site, string Hook)[] Known =
    [
        ("mlp-out", ActivationSite.MlpOutput, "hook_mlp_out"),
        ("mlp-hidden", ActivationSite.MlpHidden, "mlp.hook_post"),
        ("residual", ActivationSite.Residual, "hook_resid_post"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(k => k.Name)];

    /// <exception cref="UserInputException">No such place.</exception>
    public static ActivationSite Of(string name) => Known.FirstOrDefault(k => k.Name == name) is { Name: not null } known ? known.Site
        : throw new UserInputException($"site '{name}' is not known; use {string.Join(", ", Names)}");

    /// <summary>TransformerLens' name of the place, which SAELens' files carry.</summary>
    public static string HookOf(string name, int layer) => string.Create(CultureInfo.InvariantCulture, $"blocks.{layer}.{Known.First(k => k.Name == name).Hook}");

    /// <summary>The place that a hook's name means: TransformerLens' names, or a module's path such as <c>model.layers.3.mlp</c>; null where it is none of these.</summary>
    public static string? NameOf(string hook)
    {
        if (Known.FirstOrDefault(k => hook.EndsWith(k.Hook, StringComparison.Ordinal)) is { Name: not null } known)
        {
            return known.Name;
        }

        return hook.EndsWith(".mlp", StringComparison.Ordinal) ? "mlp-out"
            : hook.Length > 0 && char.IsAsciiDigit(hook[^1]) && hook.Contains("layer", StringComparison.Ordinal) ? "residual"
            : null;
    }

    public static int WidthOf(DecoderSpec spec, ActivationSite site) => site == ActivationSite.MlpHidden ? spec.IntermediateSize : spec.HiddenSize;
}
