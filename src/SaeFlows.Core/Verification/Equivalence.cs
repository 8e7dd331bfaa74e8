namespace SaeFlows.Core.Verification;

/// <summary>Whether two texts mean the same.</summary>
public enum Equivalence
{
    Equivalent,
    NotEquivalent,
    Unsure,
}
