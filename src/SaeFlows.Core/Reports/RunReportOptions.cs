namespace SaeFlows.Core.Reports;

/// <summary>How a report is made.</summary>
public sealed record RunReportOptions
{
    /// <summary>A column of the dataset that says which questions belong together; null where each stands alone.</summary>
    public string? Cluster { get; init; }

    /// <summary>Told how many questions have been read, after each; may be slow to show it, but must not block.</summary>
    public IProgress<long>? QuestionsRead { get; init; }
}
