using SaeFlows.Core.Ports;

namespace SaeFlows.Core.Tests.Models;

/// <summary>A queue as a process that may die sees it: once dead, none of its calls takes effect or returns.</summary>
internal sealed class MortalQueue(IJobQueue inner) : IJobQueue
{
    private volatile bool _dead;

    public string Name => inner.Name;

    public JobQueueCapabilities Capabilities => inner.Capabilities;

    public void Die() => _dead = true;

    public Task SendAsync(JobMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken) =>
        IfAlive(() => inner.SendAsync(message, notBefore, cancellationToken));

    public Task<IReadOnlyList<ReceivedJob>> ReceiveAsync(int credit, TimeSpan maxWait, CancellationToken cancellationToken) =>
        IfAlive(() => inner.ReceiveAsync(credit, maxWait, cancellationToken));

    public Task<ReceivedJob> RenewAsync(ReceivedJob job, CancellationToken cancellationToken) =>
        IfAlive(() => inner.RenewAsync(job, cancellationToken));

    public Task CompleteAsync(ReceivedJob job, CancellationToken cancellationToken) => IfAlive(() => inner.CompleteAsync(job, cancellationToken));

    public Task AbandonAsync(ReceivedJob job, CancellationToken cancellationToken) => IfAlive(() => inner.AbandonAsync(job, cancellationToken));

    public Task DeadLetterAsync(ReceivedJob job, string reason, string description, CancellationToken cancellationToken) =>
        IfAlive(() => inner.DeadLetterAsync(job, reason, description, cancellationToken));

    public Task<IReadOnlyList<PeekedJob>> PeekAsync(int max, bool deadLettered, CancellationToken cancellationToken) =>
        IfAlive(() => inner.PeekAsync(max, deadLettered, cancellationToken));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task IfAlive(Func<Task> call)
    {
        await UnlessDeadAsync();
        await call();
    }

    private async Task<T> IfAlive<T>(Func<Task<T>> call)
    {
        await UnlessDeadAsync();
        return await call();
    }

    private Task UnlessDeadAsync() => _dead ? new TaskCompletionSource().Task : Task.CompletedTask;
}
