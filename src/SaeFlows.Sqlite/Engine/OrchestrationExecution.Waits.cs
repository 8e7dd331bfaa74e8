using System.Globalization;
using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

internal sealed partial class OrchestrationExecution
{
    private readonly List<(string Name, TaskCompletionSource<string?> Source)> _waiters = [];
    private readonly List<(string Name, string? Payload)> _buffered = [];
    private readonly Queue<HistoryEvent> _held = new();

    /// <summary>Events that came and that nobody has taken.</summary>
    public IReadOnlyList<(string Name, string? Payload)> UnprocessedEvents => _buffered;

    public async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        EnsureTurn();
        cancellationToken.ThrowIfCancellationRequested();
        var early = _buffered.FindIndex(happened => IsNamed(happened.Name, eventName));
        if (early >= 0)
        {
            var payload = _buffered[early].Payload;
            _buffered.RemoveAt(early);
            return DurableJson.Deserialize<T>(payload)!;
        }

        var waiter = (eventName, Source: new TaskCompletionSource<string?>());
        _waiters.Add(waiter);
        using var registration = cancellationToken.Register(() =>
        {
            if (_waiters.Remove(waiter))
            {
                waiter.Source.SetCanceled(cancellationToken);
            }
        });
        return DurableJson.Deserialize<T>(await waiter.Source.Task)!;
    }

    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout)
    {
        using var timerEnd = new CancellationTokenSource();
        using var waitEnd = new CancellationTokenSource();
        var timer = CreateTimer(timeout, timerEnd.Token);
        var wait = WaitForExternalEvent<T>(eventName, waitEnd.Token);
        if (await Task.WhenAny(wait, timer) == wait)
        {
#pragma warning disable CA1849 // Cancelling must stay on the orchestration's turn.
            timerEnd.Cancel();
            return await wait;
        }

        waitEnd.Cancel();
#pragma warning restore CA1849
        throw new TaskCanceledException($"Event '{eventName}' did not come within {timeout}.");
    }

    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        var due = _now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        var step = new OpenStep(NextStep(), HistoryEventKind.TimerCreated, string.Empty) { Due = due.ToUnixTimeMilliseconds() };
        HasUsedTimers = true;
        _open.Add(step.Id, step);
        Request(step, _effects.Timers, string.Create(CultureInfo.InvariantCulture, $"\"{due.UtcDateTime:O}\""));
        cancellationToken.Register(() =>
        {
            if (_open.Remove(step.Id))
            {
                _effects.CancelledTimers.Add(step.Id);
                step.Source.SetCanceled(cancellationToken);
            }
        });
        return step.Source.Task;
    }

    public void SendEvent(string instanceId, string eventName, object? payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var json = DurableJson.SerializeObject(payload);
        Request(new OpenStep(NextStep(), HistoryEventKind.EventSent, eventName) { Input = json, Target = instanceId }, _effects.Sent, json);
    }

    /// <summary>Holds the instance from here on; goes on when it is resumed.</summary>
    private Task<string?> HoldAsync(string stepName, string reason)
    {
        var step = new OpenStep(NextStep(), HistoryEventKind.ExecutionSuspended, stepName);
        _open.Add(step.Id, step);
        Request(step, effects: null, reason);
        IsHeld = true;
        HoldReason = reason;
        return step.Source.Task;
    }

    /// <summary>Resumes: what waited for that goes on, then what came meanwhile is delivered.</summary>
    private void Release()
    {
        IsHeld = false;
        HoldReason = null;
        foreach (var hold in _open.Values.Where(step => step.Kind == HistoryEventKind.ExecutionSuspended).ToList())
        {
            _open.Remove(hold.Id);
            _turns.Run(() => hold.Source.SetResult(null));
        }

        // The resumed code may be held again at once.
        while (!IsHeld && _held.TryDequeue(out var happened))
        {
            Deliver(happened);
        }
    }

    private void ReceiveEvent(string name, string? payload)
    {
        var index = _waiters.FindIndex(waiter => IsNamed(waiter.Name, name));
        if (index < 0)
        {
            _buffered.Add((name, payload));
            return;
        }

        var source = _waiters[index].Source;
        _waiters.RemoveAt(index);
        _turns.Run(() => source.SetResult(payload));
    }

    private static bool IsNamed(string name, string wanted) => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);
}
