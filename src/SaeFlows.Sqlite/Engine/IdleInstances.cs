namespace SaeFlows.Sqlite.Engine;

/// <summary>Instances in memory that only wait, longest first; beyond the limit the longest idle is put away.</summary>
internal sealed class IdleInstances(EngineCore core)
{
    private readonly LinkedList<LiveInstance> _list = new();
    private readonly Lock _gate = new();

    public void Add(LiveInstance instance)
    {
        LiveInstance? oldest = null;
        lock (_gate)
        {
            instance.IdleNode = _list.AddLast(instance);
            if (_list.Count > core.Options.MaxCachedInstances)
            {
                oldest = _list.First!.Value;
                _list.RemoveFirst();
                oldest.IdleNode = null;
            }
        }

        if (oldest is not null)
        {
            core.Database.Write(new ReleaseWork(core, oldest));
        }
    }

    public void Remove(LiveInstance instance)
    {
        lock (_gate)
        {
            if (instance.IdleNode is { } node)
            {
                _list.Remove(node);
                instance.IdleNode = null;
            }
        }
    }
}
