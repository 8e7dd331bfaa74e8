using System.Collections.Concurrent;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>Sends a queue's messages to the receivers that have credit, in turn; the only place that sends deliveries.</summary>
internal sealed class Dispatcher : IDisposable
{
    // The test's clock tells nobody that it was moved: locks and schedules are looked at this often.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(15);

    private readonly BrokerQueue _queue;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<SourceEndpoint, byte> _receivers = new();
    private readonly Task _running;

    public Dispatcher(BrokerQueue queue)
    {
        _queue = queue;
        queue.Changed += Wake;
        _running = Task.Run(RunAsync);
    }

    public void Add(SourceEndpoint receiver)
    {
        _receivers.TryAdd(receiver, 0);
        Wake();
    }

    public void Wake() => _signal.Release();

    public void Dispose()
    {
        _stop.Cancel();
        _running.Wait();
        _stop.Dispose();
        _signal.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await _signal.WaitAsync(Tick, _stop.Token);
                Dispatch();
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private void Dispatch()
    {
        var draining = _receivers.Keys.Where(receiver => receiver.IsDrainAsked).ToList();
        while (Next() is { } receiver && _queue.LockNext() is { } next)
        {
            // Where the link goes meanwhile, the message stays locked until its lock runs out, as on Service Bus.
            Try(receiver, () => receiver.Send(next.Message, next.Token));
        }

        draining.ForEach(receiver => Try(receiver, receiver.AnswerDrain));
    }

    private void Try(SourceEndpoint receiver, Action send)
    {
        try
        {
            send();
        }
        catch (Exception e) when (e is global::Amqp.AmqpException or ObjectDisposedException)
        {
            _receivers.TryRemove(receiver, out _);
        }
    }

    private SourceEndpoint? Next()
    {
        foreach (var closed in _receivers.Keys.Where(receiver => receiver.IsClosed))
        {
            _receivers.TryRemove(closed, out _);
        }

        return _receivers.Keys.FirstOrDefault(receiver => receiver.IsReady);
    }
}
