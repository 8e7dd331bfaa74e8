using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Suspends an instance that the engine itself stumbles over, with the reason; its inbox stays as it is.</summary>
internal sealed class PoisonWork(EngineCore core, LiveInstance instance, Exception exception) : EngineWork(core)
{
    protected override void OnCommitted()
    {
        base.OnCommitted();
        instance.Abandon();
    }

    protected override void Execute(EngineStatements statements)
    {
        Core.Live.TryRemove(KeyValuePair.Create(instance.Row.Seq, instance));
        statements.Session.Execute(
            "UPDATE orchestration SET status = 2, reason = $r, updated = $t, owner = 0, ready = 0, fence = fence + 1 WHERE seq = $s AND fence = $f",
            ("$r", $"The engine could not work this instance: {exception.GetType().Name}: {exception.Message}"),
            ("$t", Core.Now().ToUnixTimeMilliseconds()),
            ("$s", instance.Row.Seq),
            ("$f", instance.Row.Fence));
    }
}
