using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Threads that work through numbered pieces. Each calls libtorch single-threaded: pieces are independent, so there is no waiting
/// inside a matrix product, and libtorch's own pool does not spin beside them.
/// </summary>
internal sealed class StepThreads : IDisposable
{
    private readonly Thread[] _threads;
    private readonly Barrier _barrier;
    private Action<int>? _work;
    private int _pieces;
    private int _next;
    private Exception? _failure;

    public StepThreads(int count)
    {
        _barrier = new Barrier(count + 1);
        _threads = new Thread[count];
        var outside = get_num_threads();
        for (var i = 0; i < count; i++)
        {
            _threads[i] = new Thread(Live) { IsBackground = true, Name = "sparse step" };
            _threads[i].Start();
        }

        // All have set their own count of one by now; the process-wide default goes back to what it was.
        _barrier.SignalAndWait();
        set_num_threads(outside);
    }

    /// <summary>Runs all pieces and returns when they are done; pieces start in order, on whichever thread is free.</summary>
    public void Run(int pieces, Action<int> work)
    {
        _work = work;
        _pieces = pieces;
        _next = -1;
        _barrier.SignalAndWait();
        _barrier.SignalAndWait();
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            throw new InvalidOperationException($"a sparse training step failed: {failure.Message}", failure);
        }
    }

    public void Dispose()
    {
        _work = null;
        _barrier.SignalAndWait();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _barrier.Dispose();
    }

    private void Live()
    {
        // A thread takes over the process's count when it first asks; only after that does its own hold.
        _ = get_num_threads();
        set_num_threads(1);
        _barrier.SignalAndWait();
        while (true)
        {
            _barrier.SignalAndWait();
            if (_work is not { } work)
            {
                return;
            }

            Drain(work);
            _barrier.SignalAndWait();
        }
    }

    private void Drain(Action<int> work)
    {
        try
        {
            int piece;
            while ((piece = Interlocked.Increment(ref _next)) < _pieces)
            {
                work(piece);
            }
        }
#pragma warning disable CA1031 // The caller's thread throws it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, e, null);
        }
    }
}
