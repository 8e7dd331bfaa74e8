namespace SaeFlows.Torch.Models;

/// <summary>A model against its expected outputs; errors are the largest absolute differences, null where nothing was expected.</summary>
/// <param name="Model">The folder.</param>
/// <param name="Family">Its architecture.</param>
/// <param name="Tokens">Number of tokens compared.</param>
/// <param name="MaxLogitError">Worst of the three ways below.</param>
/// <param name="GreedyEqual">All greedy tokens equal, in each of the three ways.</param>
/// <param name="MaxMlpError">Worst over layers and ways.</param>
/// <param name="NoCache">Whole rows without a cache.</param>
/// <param name="Cached">With the cache: a part of the row at once, the rest token by token.</param>
/// <param name="Batched">With the cache, among rows of other lengths.</param>
/// <param name="Layers">Layers whose MLP outputs were compared.</param>
/// <param name="Seconds">Time of the comparison.</param>
public sealed record CheckReport(
    string Model,
    string Family,
    int Tokens,
    double? MaxLogitError,
    bool? GreedyEqual,
    double? MaxMlpError,
    CheckOutcome NoCache,
    CheckOutcome Cached,
    CheckOutcome Batched,
    IReadOnlyList<int> Layers,
    double Seconds);
