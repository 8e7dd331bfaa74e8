using System.Globalization;
using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

internal sealed partial class OrchestrationExecution : IOrchestrationContext
{
    private const int MaxCustomStatusBytes = 16 * 1024;
    private int _guids;

    public string InstanceId => _row.Id;

    public string? ParentInstanceId => _row.ParentId;

    public DateTime CurrentUtcDateTime
    {
        get
        {
            EnsureTurn();
            return _now.UtcDateTime;
        }
    }

    /// <summary>In the copied part of a fork's history GUIDs are the source's, so that its recorded steps fit.</summary>
    private string Identity => IsReplaying && _replayedTo < _row.ForkEvents ? _row.ForkOf! : _row.Id;

    public void ContinueAsNew(object? newInput, bool preserveUnprocessedEvents = true)
    {
        EnsureTurn();
        Continuation = new ContinueAsNewRequest(DurableJson.SerializeObject(newInput), preserveUnprocessedEvents);
    }

    public void SetCustomStatus(object? customStatus)
    {
        EnsureTurn();
        var json = customStatus is null ? null : DurableJson.SerializeObject(customStatus);
        if (json?.Length > MaxCustomStatusBytes)
        {
            throw new ArgumentException($"A custom status may have {MaxCustomStatusBytes} characters of JSON, this one has {json.Length}.", nameof(customStatus));
        }

        CustomStatus = json;
    }

    public Guid NewGuid()
    {
        EnsureTurn();
        return DeterministicGuid.Create(string.Create(
            CultureInfo.InvariantCulture, $"{Identity}/{Execution}/{_now.ToUnixTimeMilliseconds()}/{_guids++}"));
    }

    private void EnsureTurn()
    {
        if (!_turns.IsCurrent)
        {
            var message = GuardMessage("its context was used from another thread");
            _violation ??= message;
            throw new InvalidOperationException(message);
        }
    }

    /// <summary>Takes the next step id and journals the request, unless it is on record.</summary>
    private OpenStep Request(OpenStep step, List<OpenStep>? effects, string? payload)
    {
        if (!IsOnRecord(step.Id, step.Kind, step.Name))
        {
            _effects.Events.Add(new HistoryEvent(0, step.Kind, step.Id, step.Name.Length == 0 ? null : step.Name, payload, _now, step.Target));
            effects?.Add(step);
        }

        return step;
    }

    private int NextStep()
    {
        EnsureTurn();
        return _nextStep++;
    }
}
