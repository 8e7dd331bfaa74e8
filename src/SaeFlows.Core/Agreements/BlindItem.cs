namespace SaeFlows.Core.Agreements;

/// <summary>One thing to be judged by people who do not know what the model said.</summary>
/// <param name="Id">What it is; kept in the key only.</param>
/// <param name="ModelAnswer">The model's own label or verdict; kept in the key only.</param>
/// <param name="Shown">What the sheet shows of it, one text a column.</param>
public sealed record BlindItem(string Id, string ModelAnswer, IReadOnlyList<string> Shown);
