namespace SaeFlows.Sqlite.Engine;

/// <summary>Puts an idle instance away: out of memory, and free for any process.</summary>
internal sealed class ReleaseWork(EngineCore core, LiveInstance instance) : EngineWork(core)
{
    protected override void Execute(EngineStatements statements)
    {
        if (!instance.TryRetire())
        {
            return;
        }

        Core.Live.TryRemove(KeyValuePair.Create(instance.Row.Seq, instance));
        statements.Release.Bind(1, instance.Row.Seq).Bind(2, instance.Row.Fence).Bind(3, instance.IsInterrupted ? 1 : 0).Run();
        NoticeQueued();
    }
}
