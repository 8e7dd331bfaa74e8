namespace SaeFlows.Core.Audit;

/// <summary>The first event that does not fit its chain.</summary>
/// <param name="Question">Whose chain.</param>
/// <param name="Sequence">Which event; -1 where one is missing at the end.</param>
/// <param name="Key">Its key, as far as it can be read.</param>
/// <param name="Reason">One line what does not fit.</param>
public sealed record LedgerFault(string Question, long Sequence, string Key, string Reason);
