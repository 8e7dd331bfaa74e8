using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Takes on the oldest instances that wait, as many as there is room for.</summary>
internal sealed class ClaimWork(EngineCore core) : EngineWork(core)
{
    private const int MaxBatch = 256;

    protected override void Execute(EngineStatements statements)
    {
        Core.ClaimBegins();
        var room = Math.Min(Core.Room, MaxBatch);
        if (room <= 0)
        {
            return;
        }

        var rows = new List<InstanceRow>();
        var row = statements.Claim.Bind(1, Core.WorkerId).Bind(2, room);
        while (row.Read())
        {
            rows.Add(EngineRows.Instance(row));
        }

        Core.HasBacklog = rows.Count == room;
        foreach (var claimed in rows.OrderBy(claimed => claimed.Seq))
        {
            var history = claimed.Status == OrchestrationRuntimeStatus.Pending ? [] : EngineRows.History(statements, claimed.Seq);
            Take(new LiveInstance(Core, claimed, history, EngineRows.Mail(statements, claimed.Seq, 0)));
        }
    }

    protected override void OnCommitted()
    {
        base.OnCommitted();
        if (Core.HasBacklog && Core.Room > 0)
        {
            Core.RequestClaim();
        }
    }
}
