using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Rows to records.</summary>
internal static class EngineRows
{
    /// <summary>Reads the columns of <see cref="EngineStatements.InstanceColumns"/>.</summary>
    public static InstanceRow Instance(HotStatement row) => new()
    {
        Seq = row.Int64(0),
        Id = row.Text(1)!,
        Name = row.Text(2)!,
        Version = (int)row.Int64(3),
        Status = (OrchestrationRuntimeStatus)row.Int64(4),
        Execution = (int)row.Int64(5),
        Fence = row.Int64(6),
        ParentSeq = row.IsNull(7) ? null : row.Int64(7),
        ParentId = row.Text(8),
        ParentExecution = (int)row.Int64(9),
        ParentStep = (int)row.Int64(10),
        ForkOf = row.Text(11),
        ForkEvents = (int)row.Int64(12),
        CustomStatus = row.Text(13),
        Input = row.Text(14),
    };

    public static List<HistoryEvent> History(EngineStatements statements, long instance)
    {
        var events = new List<HistoryEvent>();
        var row = statements.SelectHistory.Bind(1, instance);
        while (row.Read())
        {
            events.Add(new HistoryEvent(
                row.Int64(0),
                (HistoryEventKind)row.Int64(1),
                (int)row.Int64(2),
                row.Text(3),
                row.Text(4),
                DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(5)),
                row.Text(6)));
        }

        return events;
    }

    /// <summary>The instance's inbox beyond row <paramref name="after"/>, oldest first.</summary>
    public static List<Mail> Mail(EngineStatements statements, long instance, long after)
    {
        var mail = new List<Mail>();
        var row = statements.SelectMail.Bind(1, instance).Bind(2, after);
        while (row.Read())
        {
            mail.Add(new Mail((HistoryEventKind)row.Int64(1), (int)row.Int64(2), (int)row.Int64(3), row.Text(4), row.Text(5), row.Int64(0)));
        }

        return mail;
    }

    /// <summary>Appends journal entries; they carry their sequence numbers.</summary>
    public static void Append(EngineStatements statements, long instance, IEnumerable<HistoryEvent> events)
    {
        foreach (var happened in events)
        {
            statements.InsertHistory
                .Bind(1, instance).Bind(2, happened.Sequence).Bind(3, (long)happened.Kind).Bind(4, happened.StepId)
                .Bind(5, happened.Name).Bind(6, happened.Payload).Bind(7, happened.Target).Bind(8, happened.At.ToUnixTimeMilliseconds())
                .Run();
        }
    }

    public static bool IsEndOfStep(HistoryEventKind kind) => kind is
        HistoryEventKind.TaskCompleted or HistoryEventKind.TaskFailed or HistoryEventKind.TimerFired or
        HistoryEventKind.SubOrchestrationInstanceCompleted or HistoryEventKind.SubOrchestrationInstanceFailed;

    /// <summary>What a parent is told of the end of its child.</summary>
    public static Mail EndOfChild(OrchestrationRuntimeStatus status, string? output, string? failure, int execution, int step, string? name) =>
        status == OrchestrationRuntimeStatus.Completed
            ? new Mail(HistoryEventKind.SubOrchestrationInstanceCompleted, execution, step, name, output)
            : new Mail(
                HistoryEventKind.SubOrchestrationInstanceFailed,
                execution,
                step,
                name,
                failure ?? DurableJson.Serialize(new TaskFailureDetails(typeof(OperationCanceledException).FullName!, "The child orchestration was terminated.")));
}
