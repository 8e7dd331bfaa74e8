namespace SaeFlows.Functions.Runs;

/// <summary>Body of <c>POST runs/{run}/retry</c> and of a question's <c>fork</c>.</summary>
/// <param name="Errored">Run errored questions again (the default where nothing is chosen).</param>
/// <param name="Unverified">Run questions again whose rewrites were not verified.</param>
/// <param name="From">The first step that runs again: <c>answer</c>, <c>reformulate</c> or <c>verify</c>; earlier ones are reused.</param>
public sealed record RetryRequest(bool Errored = false, bool Unverified = false, string From = "answer");
