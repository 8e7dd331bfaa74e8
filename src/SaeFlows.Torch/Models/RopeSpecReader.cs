using SaeFlows.Core;

namespace SaeFlows.Torch.Models;

/// <summary>Reads <c>rope_parameters</c> (transformers 5) or <c>rope_theta</c> and <c>rope_scaling</c> (before).</summary>
internal static class RopeSpecReader
{
    public static RopeSpec Read(ConfigFields config, string family, int headSize, int contextLength)
    {
        var rope = config.Child("rope_scaling") ?? config.Child("rope_parameters");
        var kind = Kind(rope, family, config.File);
        double partial = rope?.Number("partial_rotary_factor") ?? config.Number("partial_rotary_factor") ?? 1;

        // Phi-3 keeps this beside the rope fields, and there it has a default of its own.
        int original = config.Whole("original_max_position_embeddings") ?? (family == "phi3" ? 4096 : (int?)null)
            ?? rope?.Whole("original_max_position_embeddings") ?? contextLength;
        var spec = new RopeSpec
        {
            Kind = kind,
            Theta = rope?.Number("rope_theta") ?? config.Number("rope_theta") ?? 10000,
            RotarySize = (int)(headSize * partial),
            ContextLength = contextLength,
            OriginalContextLength = original,
            Factor = rope?.Number("factor"),
            AttentionFactor = rope?.Number("attention_factor"),
            LowFrequencyFactor = rope?.Number("low_freq_factor") ?? 1,
            HighFrequencyFactor = rope?.Number("high_freq_factor") ?? 4,
            BetaFast = rope?.Number("beta_fast") is { } fast and not 0 ? fast : 32,
            BetaSlow = rope?.Number("beta_slow") is { } slow and not 0 ? slow : 1,
            Mscale = rope?.Number("mscale"),
            MscaleAllDim = rope?.Number("mscale_all_dim"),
            Truncate = rope?.Flag("truncate", true) ?? true,
            ShortFactor = rope?.Numbers("short_factor") ?? [],
            LongFactor = rope?.Numbers("long_factor") ?? [],
        };
        Check(spec, headSize, config.File);
        return spec;
    }

    private static RopeKind Kind(ConfigFields? rope, string family, string file)
    {
        string name = rope?.Text("rope_type") ?? rope?.Text("type") ?? "default";
        return name switch
        {
            "default" => RopeKind.Default,
            "linear" => RopeKind.Linear,
            "dynamic" => RopeKind.Dynamic,
            // Early Phi-3 files call longrope so.
            "su" or "yarn" when family == "phi3" => RopeKind.LongRope,
            "yarn" => RopeKind.Yarn,
            "longrope" => RopeKind.LongRope,
            "llama3" => RopeKind.Llama3,
            _ => throw new UserInputException($"{file}: rope_type '{name}' is not known here; default, linear, dynamic, yarn, longrope and llama3 are"),
        };
    }

    private static void Check(RopeSpec spec, int headSize, string file)
    {
        if (spec.RotarySize < 2 || spec.RotarySize > headSize || spec.RotarySize % 2 != 0)
        {
            throw new UserInputException($"{file}: {spec.RotarySize} of {headSize} head dimensions turn; mend partial_rotary_factor so that they are even and at least 2");
        }

        if (spec.Kind is RopeKind.Linear or RopeKind.Dynamic or RopeKind.Llama3 && spec.Factor is null)
        {
            throw new UserInputException($"{file}: rope_type '{spec.Kind}' needs a 'factor'");
        }

        if (spec.Kind == RopeKind.LongRope && (spec.ShortFactor.Count != spec.RotarySize / 2 || spec.LongFactor.Count != spec.RotarySize / 2))
        {
            throw new UserInputException(
                $"{file}: longrope needs {spec.RotarySize / 2} values in short_factor and in long_factor, it has {spec.ShortFactor.Count} and {spec.LongFactor.Count}");
        }
    }
}
