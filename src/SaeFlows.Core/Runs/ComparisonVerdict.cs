namespace SaeFlows.Core.Runs;

/// <summary>What a paired comparison shows at the level of 5 %, after Holm's adjustment over its family.</summary>
public enum ComparisonVerdict
{
    /// <summary>Neither is shown to be better; see the minimum detectable effect for what could have been.</summary>
    NotShown,

    /// <summary>The first is better.</summary>
    Better,

    /// <summary>The second is better.</summary>
    Worse,
}
