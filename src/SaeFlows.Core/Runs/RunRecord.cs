namespace SaeFlows.Core.Runs;

/// <summary>A run as stored.</summary>
/// <param name="RunId">Its id, also the id of its orchestration instance.</param>
/// <param name="Settings">What decides its numbers.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Total">Questions in it.</param>
/// <param name="Rejected">Rows of the dataset that were no questions.</param>
/// <param name="CreatedAt">When it was queued, UTC.</param>
/// <param name="FinishedAt">When it ended, UTC.</param>
/// <param name="WorkSeconds">Seconds that hosts spent on it, over all resumes.</param>
public sealed record RunRecord(
    string RunId,
    RunSettings Settings,
    RunStatus Status,
    long Total,
    long Rejected,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    double WorkSeconds);
