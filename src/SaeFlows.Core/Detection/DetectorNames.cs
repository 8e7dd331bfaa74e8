namespace SaeFlows.Core.Detection;

/// <summary>The detectors that a runtime may offer.</summary>
public static class DetectorNames
{
    /// <summary>The method: SAE latents of the MLP output, labels, mismatch.</summary>
    public const string Sae = "detect";

    /// <summary>Random directions in the SAE's place, labelled and scored in the same way.</summary>
    public const string Random = "random";

    /// <summary>The SAE's latents with labels dealt out anew.</summary>
    public const string Shuffled = "shuffled";

    /// <summary>How much commoner the word is outside the expected domains.</summary>
    public const string Frequency = "frequency";

    /// <summary>The same for the word after the one before it.</summary>
    public const string Bigram = "bigram";

    /// <summary>How unexpected the token is to the model itself, in nats.</summary>
    public const string Surprisal = "surprisal";

    /// <summary>A linear classifier on the same activations.</summary>
    public const string Probe = "probe";

    public static IReadOnlyList<string> All { get; } = [Sae, Random, Shuffled, Frequency, Bigram, Surprisal, Probe];
}
