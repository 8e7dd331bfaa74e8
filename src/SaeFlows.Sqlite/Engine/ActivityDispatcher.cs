namespace SaeFlows.Sqlite.Engine;

/// <summary>Runs activities, first come first served, a bounded number at once.</summary>
internal sealed class ActivityDispatcher(int maxConcurrent)
{
    private readonly Queue<ActivityRun> _waiting = new();
    private readonly Lock _gate = new();
    private int _running;

    public void Enqueue(ActivityRun run)
    {
        lock (_gate)
        {
            if (_running == maxConcurrent)
            {
                _waiting.Enqueue(run);
                return;
            }

            _running++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
    }

    /// <summary>An activity has ended: its place goes to the next in line.</summary>
    public void Ended()
    {
        ActivityRun? next;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out next))
            {
                _running--;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
    }
}
