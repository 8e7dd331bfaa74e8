using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>
/// An instance that this process owns: its mailbox and its code in memory. One turn at a time: inputs go in, the turn's journal
/// is committed, then its activities start and the next turn may begin.
/// </summary>
#pragma warning disable CA1001 // A token source without timer or parent holds nothing that needs disposal, and there are many instances.
internal sealed partial class LiveInstance : IThreadPoolWorkItem
#pragma warning restore CA1001
{
    private readonly EngineCore _core;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private List<Mail> _mailbox;
    private bool _inTurn;
    private bool _atWork = true;
    private bool _gone;
    private int _activities;

    public LiveInstance(EngineCore core, InstanceRow row, List<HistoryEvent> history, List<Mail> inbox)
    {
        _core = core;
        Row = row;
        _history = history;
        _mailbox = inbox;
        _status = row.Status;
        _number = row.Execution;
        _customStatus = row.CustomStatus;
        _sequence = history.Count == 0 ? 0 : history[^1].Sequence + 1;
        LastInbox = inbox.Count == 0 ? 0 : inbox[^1].InboxId;
    }

    public InstanceRow Row { get; }

    /// <summary>The newest inbox row that is in the mailbox. Writer thread only.</summary>
    public long LastInbox { get; set; }

    /// <summary>Cancelled when the instance has ended or its engine stops.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>No longer this process's: whatever still comes is dropped.</summary>
    public bool IsGone => Volatile.Read(ref _gone);

    /// <summary>An activity was stopped or not begun: there is more to do than the inbox tells.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Place in the list of idle instances.</summary>
    public LinkedListNode<LiveInstance>? IdleNode { get; set; }

    /// <summary>The claim is committed: take the first turn.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _inTurn = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Post(Mail mail)
    {
        if (Accept(mail, activityEnded: false))
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>An activity of this instance has ended (null: it was stopped). Takes the turn at once on this thread.</summary>
    public void ActivityEnded(Mail? mail)
    {
        if (Accept(mail, activityEnded: true))
        {
            Execute();
        }
    }

    /// <summary>Forgets the instance without writing anything.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            if (_gone)
            {
                return;
            }

            _gone = true;
            if (_atWork)
            {
                _atWork = false;
                _core.EndWork();
            }
        }

        _core.Idle.Remove(this);
        _core.Live.TryRemove(KeyValuePair.Create(Row.Seq, this));
        Stop();
    }

    /// <summary>Asks running activities to end.</summary>
    public void Stop()
    {
        if (Volatile.Read(ref _activities) > 0)
        {
            _ = _stopping.CancelAsync();
        }
    }

    /// <summary>Gives it up if it is idle; true when it must then be released in the table. Writer thread.</summary>
    public bool TryRetire()
    {
        lock (_gate)
        {
            return !_gone && (_gone = !_inTurn && _activities == 0 && _mailbox.Count == 0);
        }
    }

    /// <summary>The turn's journal is on disk: its activities start and the next turn may begin.</summary>
    public void TurnEnded(IReadOnlyList<OpenStep> activities)
    {
        bool again;
        lock (_gate)
        {
            _activities += activities.Count;
            again = _mailbox.Count > 0 && !_gone;
            _inTurn = again;
            Settle();
        }

        foreach (var step in activities)
        {
            _core.Activities.Enqueue(new ActivityRun(_core, this, _number, step));
        }

        if (again)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>True when the caller must run a turn.</summary>
    private bool Accept(Mail? mail, bool activityEnded)
    {
        lock (_gate)
        {
            _activities -= activityEnded ? 1 : 0;
            IsInterrupted |= activityEnded && mail is null;
            if (_gone)
            {
                return false;
            }

            if (mail is { } input)
            {
                _mailbox.Add(input);
            }

            if (_inTurn || _mailbox.Count == 0)
            {
                Settle();
                return false;
            }

            _inTurn = true;
            if (!_atWork)
            {
                _atWork = true;
                _core.Idle.Remove(this);
                _core.BeginWork();
            }

            return true;
        }
    }

    /// <summary>Counts as idle when nothing of it runs. Under the gate.</summary>
    private void Settle()
    {
        if (_atWork && !_inTurn && _activities == 0 && !_gone)
        {
            _atWork = false;
            _core.Idle.Add(this);
            _core.EndWork();
        }
    }
}
