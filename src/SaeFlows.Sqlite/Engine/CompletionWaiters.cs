using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>
/// Those who wait for the end of an instance. What this process ends is signalled; for the ends by other processes the table is
/// looked at now and then, while anybody waits.
/// </summary>
internal sealed class CompletionWaiters(SqliteDatabase database)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<string, Waiter> _waiters = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private Exception? _fault;
    private bool _looking;

    /// <summary>Completes when the instance has probably ended. Dispose the waiter when you no longer care.</summary>
    public Waiter Enter(string instanceId)
    {
        lock (_gate)
        {
            if (!_waiters.TryGetValue(instanceId, out var waiter))
            {
                _waiters.Add(instanceId, waiter = new Waiter(this, instanceId));
            }

            waiter.Count++;
            if (_fault is not null)
            {
                waiter.Source.TrySetException(_fault);
            }

            if (!_looking)
            {
                _looking = true;
                _ = LookAsync();
            }

            return waiter;
        }
    }

    public void Signal(string instanceId)
    {
        lock (_gate)
        {
            if (_waiters.Remove(instanceId, out var waiter))
            {
                waiter.Source.TrySetResult();
            }
        }
    }

    public void Fail(Exception exception)
    {
        lock (_gate)
        {
            _fault = exception;
            foreach (var waiter in _waiters.Values)
            {
                waiter.Source.TrySetException(exception);
            }
        }
    }

    private void Leave(Waiter waiter)
    {
        lock (_gate)
        {
            if (--waiter.Count == 0 && _waiters.TryGetValue(waiter.InstanceId, out var current) && current == waiter)
            {
                _waiters.Remove(waiter.InstanceId);
            }
        }
    }

    private async Task LookAsync()
    {
        while (true)
        {
            await Task.Delay(s_look).ConfigureAwait(false);
            string[] ids;
            lock (_gate)
            {
                ids = [.. _waiters.Keys];
                if (ids.Length == 0 || _fault is not null)
                {
                    _looking = false;
                    return;
                }
            }

            try
            {
                foreach (var ended in await database.ReadAsync(session => ids.Where(id => !IsOpen(session, id)).ToList(), CancellationToken.None).ConfigureAwait(false))
                {
                    Signal(ended);
                }
            }
            catch (Exception exception)
            {
                Fail(exception);
            }
        }
    }

    private static bool IsOpen(SqliteSession session, string id) =>
        session.Scalar<long?>("SELECT status FROM orchestration WHERE id = $id", ("$id", id)) is { } status
        && (OrchestrationRuntimeStatus)status < OrchestrationRuntimeStatus.Completed;

    internal sealed class Waiter(CompletionWaiters owner, string instanceId) : IDisposable
    {
        public string InstanceId => instanceId;

        public int Count { get; set; }

        public TaskCompletionSource Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => owner.Leave(this);
    }
}
