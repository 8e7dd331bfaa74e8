namespace SaeFlows.Core.Models;

/// <summary>Which detectors to run on the question.</summary>
/// <param name="Detectors">Names: <c>detect</c> (SAE), <c>random</c>, <c>shuffled</c>, <c>frequency</c>, <c>bigram</c>, <c>surprisal</c>, <c>probe</c>.</param>
/// <param name="Seed">For the detectors that draw at random.</param>
public sealed record DetectionRequest(IReadOnlyList<string> Detectors, int Seed = 0);
