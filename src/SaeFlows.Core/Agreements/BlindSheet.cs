namespace SaeFlows.Core.Agreements;

/// <summary>A sheet for people to fill in, without the model's answers.</summary>
/// <param name="Columns">Names of what is shown.</param>
/// <param name="Answers">What people may answer.</param>
/// <param name="Items">In the order of the sheet.</param>
public sealed record BlindSheet(IReadOnlyList<string> Columns, IReadOnlyList<string> Answers, IReadOnlyList<BlindItem> Items);
