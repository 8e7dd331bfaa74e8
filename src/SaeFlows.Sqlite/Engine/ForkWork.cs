using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Copies a finished instance up to the first step of a name.</summary>
internal sealed class ForkWork(EngineCore core, string instanceId, string newInstanceId, string fromStep) : ClientWork<bool>(core)
{
    protected override bool Run(EngineStatements statements)
    {
        var row = statements.SelectById.Bind(1, instanceId);
        var exists = row.Read();
        var (source, status) = (row.Int64(0), (OrchestrationRuntimeStatus)row.Int64(2));
        row.Reset();
        if (!exists)
        {
            throw new UserInputException($"There is no instance '{instanceId}' to fork: check its id.");
        }

        if (status < OrchestrationRuntimeStatus.Completed)
        {
            throw new UserInputException($"Instance '{instanceId}' has not ended ({status}): wait for its end or terminate it, then fork it.");
        }

        var kept = Cut(EngineRows.History(statements, source));
        var created = statements.Session.Execute(
            """
            INSERT INTO orchestration (id, name, version, status, execution, fence, ready, created, updated, fork_of, fork_events, input)
            SELECT $new, name, version, 1, execution, 1, 1, $now, $now, id, $events, input FROM orchestration WHERE seq = $source
            ON CONFLICT (id) DO NOTHING
            """,
            ("$new", newInstanceId), ("$now", Core.Now().ToUnixTimeMilliseconds()), ("$events", kept.Count), ("$source", source));
        if (created == 0)
        {
            throw new UserInputException($"Instance '{newInstanceId}' exists already: choose another id for the fork.");
        }

        EngineRows.Append(statements, statements.LastInsertId, kept);
        NoticeQueued();
        return true;
    }

    /// <summary>What came before the step; of that, requests that had not ended are left out, so that they are made anew.</summary>
    private List<HistoryEvent> Cut(List<HistoryEvent> history)
    {
        var cut = history.FindIndex(happened => IsStep(happened) && happened.Name == fromStep);
        if (cut < 0)
        {
            var steps = history.Where(IsStep).Select(happened => happened.Name).Distinct();
            throw new UserInputException($"Instance '{instanceId}' has no step '{fromStep}' to fork from; its steps are: {string.Join(", ", steps)}.");
        }

        var before = history.Take(cut).ToList();
        var ended = before.Where(happened => EngineRows.IsEndOfStep(happened.Kind)).Select(happened => happened.StepId).ToHashSet();
        return before
            .Where(happened => !IsAnswered(happened.Kind) || ended.Contains(happened.StepId))
            .Select((happened, index) => happened with { Sequence = index })
            .ToList();
    }

    private static bool IsStep(HistoryEvent happened) =>
        happened.Kind is HistoryEventKind.TaskScheduled or HistoryEventKind.SubOrchestrationInstanceCreated;

    private static bool IsAnswered(HistoryEventKind kind) =>
        kind is HistoryEventKind.TaskScheduled or HistoryEventKind.SubOrchestrationInstanceCreated or HistoryEventKind.TimerCreated;
}
