namespace SaeFlows.Core.Reports;

/// <summary>What became of the questions in one arm; the members add up to the finished questions.</summary>
public sealed record ArmFlow(string Arm, long Unchanged, long Helped, long Hurt, long Same, long Unverified, long Errored, long Abstained)
{
    /// <summary>The members by name, in the order in which they are drawn.</summary>
    public IReadOnlyList<(string Name, long Count)> Parts =>
    [
        ("Unchanged", Unchanged), ("Helped", Helped), ("Hurt", Hurt), ("Same", Same), ("Unverified", Unverified), ("Errored", Errored), ("Abstained", Abstained),
    ];

    public long Total => Parts.Sum(part => part.Count);
}
