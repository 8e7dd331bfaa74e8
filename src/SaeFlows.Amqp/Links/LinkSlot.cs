namespace SaeFlows.Amqp.Links;

/// <summary>
/// Holds one link and makes it anew when it is gone: Service Bus detaches links that idle for 10 minutes and closes
/// connections that idle for 5, and brokers restart. Thread-safe.
/// </summary>
/// <param name="beforeUse">Runs before each use of a link that is alive: renews its token in time.</param>
/// <param name="open">Makes the link.</param>
/// <param name="isClosed">Tells whether it is gone.</param>
internal sealed class LinkSlot<T>(Func<CancellationToken, Task> beforeUse, Func<CancellationToken, Task<T>> open, Func<T, bool> isClosed) : IAsyncDisposable
    where T : class, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private T? _current;
    private bool _disposed;

    public async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is { } alive && !isClosed(alive))
        {
            await beforeUse(cancellationToken);
            return alive;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_current is not { } current || isClosed(current))
            {
                _current = null;
                _current = await open(cancellationToken);
            }

            return _current;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets a link that misbehaves; the next use makes another.</summary>
    public async Task DropAsync(T link)
    {
        if (Interlocked.CompareExchange(ref _current, null, link) == link)
        {
            await link.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        _disposed = true;
        if (_current is not null)
        {
            await _current.DisposeAsync();
        }

        _gate.Release();
    }
}
