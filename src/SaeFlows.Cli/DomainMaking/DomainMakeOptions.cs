namespace SaeFlows.Cli.DomainMaking;

/// <summary>What <c>domain make</c> works from.</summary>
internal sealed record DomainMakeOptions
{
    /// <summary>Model folder.</summary>
    public required string Model { get; init; }

    /// <summary>Autoencoder of its MLP outputs, in SAELens' layout.</summary>
    public required string Sae { get; init; }

    /// <summary>The profile's file: which label domains are expected, k, rule, masks.</summary>
    public required string Profile { get; init; }

    /// <summary>Files by the domain of their texts.</summary>
    public required IReadOnlyList<(string Domain, string File)> Texts { get; init; }

    /// <summary>A folder that is not there yet.</summary>
    public required string Folder { get; init; }

    /// <summary>Most tokens of each domain.</summary>
    public int Tokens { get; init; } = 100_000;

    /// <summary>Most tokens of a text; longer ones are cut.</summary>
    public int ContextLength { get; init; } = 256;

    /// <summary>Share of held-out texts of the expected domains that a detector may flag; sets the thresholds.</summary>
    public double FalseAlarms { get; init; } = 0.05;

    /// <summary>Seed of the random directions.</summary>
    public int Seed { get; init; } = 1;

    public string Device { get; init; } = "cpu";
}
