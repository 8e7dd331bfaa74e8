namespace SaeFlows.Torch.Models;

/// <summary>Rotary position embedding: everything that fixes its frequencies.</summary>
public sealed record RopeSpec
{
    public RopeKind Kind { get; init; }

    /// <summary>Base of the frequencies.</summary>
    public double Theta { get; init; } = 10000;

    /// <summary>How many of a head's dimensions turn.</summary>
    public required int RotarySize { get; init; }

    /// <summary>Context that the model is configured for.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Context of pretraining, before stretching.</summary>
    public required int OriginalContextLength { get; init; }

    public double? Factor { get; init; }

    /// <summary>Multiplies cosine and sine; derived from <see cref="Factor"/> where absent.</summary>
    public double? AttentionFactor { get; init; }

    public double LowFrequencyFactor { get; init; } = 1;

    public double HighFrequencyFactor { get; init; } = 4;

    public double BetaFast { get; init; } = 32;

    public double BetaSlow { get; init; } = 1;

    public double? Mscale { get; init; }

    public double? MscaleAllDim { get; init; }

    public bool Truncate { get; init; } = true;

    public IReadOnlyList<double> ShortFactor { get; init; } = [];

    public IReadOnlyList<double> LongFactor { get; init; } = [];

    /// <summary>Frequencies change with the length of the sequence.</summary>
    public bool DependsOnLength => Kind is RopeKind.Dynamic or RopeKind.LongRope;
}
