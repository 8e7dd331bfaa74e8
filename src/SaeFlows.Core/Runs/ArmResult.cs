namespace SaeFlows.Core.Runs;

/// <summary>What an arm did to a question.</summary>
public enum ArmResult
{
    /// <summary>Nothing was found to mend; the original answer stands.</summary>
    Unchanged,

    /// <summary>Wrong before, right after.</summary>
    Helped,

    /// <summary>Right before, wrong after.</summary>
    Hurt,

    /// <summary>Mended, with no effect on the score.</summary>
    Same,

    /// <summary>No proposal was verified inside the budget; the original answer stands.</summary>
    Unverified,
}
