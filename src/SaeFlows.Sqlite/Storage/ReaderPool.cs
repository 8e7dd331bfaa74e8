using System.Collections.Concurrent;

namespace SaeFlows.Sqlite.Storage;

/// <summary>Read connections, opened when first needed and kept.</summary>
internal sealed class ReaderPool(Func<SqliteSession> open, string path, int maxReaders) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _slots = new(maxReaders);

    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Read(read), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }

        _slots.Dispose();
    }

    private T Read<T>(Func<SqliteSession, T> read)
    {
        SqliteSession? session = null;
        try
        {
            session = _idle.TryTake(out var idle) ? idle : open();
            return read(session);
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, path) is var translated && translated != exception)
        {
            throw translated;
        }
        finally
        {
            if (session is not null)
            {
                _idle.Add(session);
            }
        }
    }
}
