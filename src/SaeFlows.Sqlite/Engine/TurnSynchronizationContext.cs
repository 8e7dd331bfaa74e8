namespace SaeFlows.Sqlite.Engine;

/// <summary>Keeps an orchestration on its turn's thread: its continuations are run by the turn, in order, and by nothing else.</summary>
internal sealed class TurnSynchronizationContext : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private int _thread;
    private volatile bool _strayPost;

    /// <summary>True on the thread that runs the orchestration's turn, while it does.</summary>
    public bool IsCurrent => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    /// <summary>A continuation came from outside a turn: the code has awaited a task that its context did not make.</summary>
    public bool HasStrayPost => _strayPost;

    /// <summary>Runs <paramref name="action"/> and all that it posts.</summary>
    public void Run(Action action)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            action();
            while (_posted.TryDequeue(out var item))
            {
                item.Callback(item.State);
            }
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            _posted.Enqueue((d, state));
        }
        else
        {
            _strayPost = true;
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);

    public override SynchronizationContext CreateCopy() => this;
}
