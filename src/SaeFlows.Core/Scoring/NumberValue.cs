namespace SaeFlows.Core.Scoring;

/// <summary>A number as read from text.</summary>
/// <param name="Value">Its exact value; <c>25%</c> is 25 with <paramref name="IsPercent"/>.</param>
/// <param name="Decimals">Digits after the point where it was written as a decimal; null for whole numbers and fractions, which are exact.</param>
/// <param name="IsPercent">Whether a percent sign follows.</param>
/// <param name="Written">The text it was read from.</param>
public readonly record struct NumberValue(Rational Value, int? Decimals, bool IsPercent, string Written);
