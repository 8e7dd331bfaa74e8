namespace SaeFlows.Amqp.Connections;

/// <summary>Holds the one connection of a broker object and opens another when it is gone. Thread-safe.</summary>
internal sealed class ConnectionKeeper(AmqpSettings settings, ITokenSource? tokens, AmqpOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private BrokerConnection? _current;
    private bool _disposed;

    public async Task<BrokerConnection> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is { IsClosed: false } alive)
        {
            return alive;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_current is not { IsClosed: false })
            {
                _current = await BrokerConnection.OpenAsync(settings, tokens, options, time, cancellationToken);
            }

            return _current;
        }
        finally
        {
            _gate.Release();
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
