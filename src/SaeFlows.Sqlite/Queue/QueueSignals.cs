using System.Collections.Concurrent;

namespace SaeFlows.Sqlite.Queue;

/// <summary>Wakes the receivers of this process when one of its senders or settlers makes a message visible.</summary>
internal sealed class QueueSignals
{
    private static readonly ConcurrentDictionary<(string Path, string Queue), QueueSignals> All = new();

    private TaskCompletionSource _next = Create();

    /// <summary>The signals of a queue, shared by all who use the same file.</summary>
    public static QueueSignals For(string path, string queue) => All.GetOrAdd((path, queue), static _ => new QueueSignals());

    /// <summary>Completes at the next change. Take it before looking for messages, so that no change between slips by.</summary>
    public Task NextChange => Volatile.Read(ref _next).Task;

    public void Changed() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
