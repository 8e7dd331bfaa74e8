namespace SaeFlows.Sqlite.Engine;

/// <summary>Wakes up when the next durable timer is due and has it fired. Any process fires any timer of the database.</summary>
internal sealed class TimerPump : IDisposable
{
    private readonly EngineCore _core;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _next = long.MaxValue;

    public TimerPump(EngineCore core)
    {
        _core = core;
        _timer = core.Clock.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>There is a timer due at <paramref name="due"/>, Unix milliseconds.</summary>
    public void Notice(long due)
    {
        lock (_gate)
        {
            if (due >= _next)
            {
                return;
            }

            _next = due;
            // A timer holds at most 49 days; beyond that it wakes up, finds nothing due, and is set again.
            var wait = Math.Clamp(due - _core.Clock.GetUtcNow().ToUnixTimeMilliseconds(), 0, 40L * 24 * 3600 * 1000);
            _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        lock (_gate)
        {
            _next = long.MaxValue;
        }

        if (_core.IsRunning)
        {
            _core.Database.Write(new FireTimersWork(_core));
        }
    }
}
