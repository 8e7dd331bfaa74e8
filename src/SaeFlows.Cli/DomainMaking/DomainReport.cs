namespace SaeFlows.Cli.DomainMaking;

/// <summary>What <c>domain make</c> made.</summary>
/// <param name="Folder">Where <c>sae</c> and <c>domain</c> lie.</param>
/// <param name="Domain">The profile's name.</param>
/// <param name="Layer">Layer of the autoencoder.</param>
/// <param name="Texts">Texts by domain, held-out ones included.</param>
/// <param name="Latents">Latents of the autoencoder.</param>
/// <param name="Labelled">Those that have a label.</param>
/// <param name="Detectors">Thresholds, and how well each tells other texts.</param>
internal sealed record DomainReport(
    string Folder, string Domain, int Layer, IReadOnlyDictionary<string, int> Texts, int Latents, int Labelled, IReadOnlyList<DetectorReport> Detectors);
