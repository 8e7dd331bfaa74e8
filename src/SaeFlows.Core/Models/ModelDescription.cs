namespace SaeFlows.Core.Models;

/// <summary>What a runtime has loaded; goes into the run's settings and every ledger event.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="ModelSha256">Hash of its weights, lower-case hex.</param>
/// <param name="Sae">Name of the SAE.</param>
/// <param name="SaeSha256">Hash of its weights, lower-case hex.</param>
/// <param name="Domain">Name of the domain profile.</param>
/// <param name="DomainSha256">Hash of the profile file, lower-case hex.</param>
/// <param name="Layer">Layer whose MLP output the SAE reads.</param>
/// <param name="Detectors">Detectors that this runtime can run.</param>
/// <param name="Metrics">SAE quality as measured on held-out tokens when it was made (keys such as <c>fvu</c>, <c>l0Share</c>).</param>
public sealed record ModelDescription(
    string Model,
    string ModelSha256,
    string Sae,
    string SaeSha256,
    string Domain,
    string DomainSha256,
    int Layer,
    IReadOnlyList<string> Detectors,
    IReadOnlyDictionary<string, double> Metrics);
