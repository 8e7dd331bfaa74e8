namespace SaeFlows.Torch.Models;

/// <summary>
/// A few threads that work one task in step. Within a task they meet by spinning, since a step takes microseconds and waking a sleeper takes
/// longer; between tasks the helpers sleep.
/// </summary>
internal sealed class RowTeam : IDisposable
{
    private const int SpinsBeforeYield = 300;

    private readonly Thread[] _helpers;
    private readonly SemaphoreSlim _begin = new(0);
    private Action<int>? _share;
    private volatile bool _stopping;
    private int _arrived;
    private volatile int _phase;

    /// <param name="threads">Threads in all, the caller's among them.</param>
    public RowTeam(int threads)
    {
        Threads = Math.Max(1, threads);
        _helpers = [.. Enumerable.Range(1, Threads - 1).Select(index => new Thread(() => Help(index)) { IsBackground = true, Name = $"row team {index}" })];
        Array.ForEach(_helpers, helper => helper.Start());
    }

    public int Threads { get; }

    /// <summary>Runs <paramref name="share"/> with 0 on this thread and 1, 2, ... on the others; returns when all are done. It must not throw.</summary>
    public void Run(Action<int> share)
    {
        _share = share;
        if (_helpers.Length > 0)
        {
            _begin.Release(_helpers.Length);
        }

        share(0);
        Meet();
    }

    /// <summary>Waits inside a task until every thread is here.</summary>
    public void Meet()
    {
        int phase = _phase;
        if (Interlocked.Increment(ref _arrived) == Threads)
        {
            _arrived = 0;
            _phase = phase + 1;
            return;
        }

        for (int spins = 0; _phase == phase; spins++)
        {
            if (spins < SpinsBeforeYield)
            {
                Thread.SpinWait(8);
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    public void Dispose()
    {
        _stopping = true;
        if (_helpers.Length > 0)
        {
            _begin.Release(_helpers.Length);
        }

        Array.ForEach(_helpers, helper => helper.Join());
        _begin.Dispose();
    }

    private void Help(int index)
    {
        while (true)
        {
            _begin.Wait();
            if (_stopping)
            {
                return;
            }

            _share!(index);
            Meet();
        }
    }
}
