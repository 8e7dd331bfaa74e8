namespace SaeFlows.Core.Runs;

/// <summary>How one arm ended for one question.</summary>
public sealed record ArmOutcome
{
    public required string Arm { get; init; }

    public required ArmResult Result { get; init; }

    /// <summary>The answer that the arm gives: the re-answer where a rewrite was verified, else the original one.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether it is right; null when none could be extracted.</summary>
    public bool? Correct { get; init; }

    /// <summary>Proposals that went to the verifier.</summary>
    public int Proposals { get; init; }

    /// <summary>Proposals that the verifier refused.</summary>
    public int Rejections { get; init; }

    /// <summary>The text that was verified and answered.</summary>
    public string? Rewrite { get; init; }

    /// <summary>One line why the arm ended so, where that is not plain.</summary>
    public string? Note { get; init; }

    public bool Flagged => Result is not ArmResult.Unchanged;

    public bool Verified => Rewrite is not null;
}
