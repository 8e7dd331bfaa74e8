using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Builders;

namespace SaeFlows.TestKit.Suites;

/// <summary>
/// What every <see cref="IJobQueue"/> must do. A capability that a queue lacks is asserted to be refused clearly, or to be
/// absent in the way that the port documents. Tests of locks and schedules move the queue's clock with <see cref="Advance"/>.
/// </summary>
public abstract partial class JobQueueSuite : IAsyncLifetime
{
    /// <summary>Long enough for any broker on this machine; only a failing test waits this long.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    /// <summary>How long a queue is watched for a message that must not come.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(150);

    private IJobQueue? _queue;

    protected IJobQueue Queue => _queue ?? throw new InvalidOperationException("The queue is not open.");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A lock lasts this long, where locks expire.</summary>
    protected abstract TimeSpan LockDuration { get; }

    /// <summary>Opens the test's own, empty queue; further calls open further receivers on it.</summary>
    protected abstract Task<IJobQueue> OpenAsync();

    /// <summary>Lets the queue's clock run on.</summary>
    protected abstract void Advance(TimeSpan by);

    /// <summary>The dead-lettered messages, however they are read there.</summary>
    protected virtual async Task<IReadOnlyList<PeekedJob>> DeadLetteredAsync() => await Queue.PeekAsync(10, deadLettered: true, Token);

    public virtual async ValueTask InitializeAsync() => _queue = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_queue is not null)
        {
            await _queue.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected bool Can(JobQueueCapabilities capability) => Queue.Capabilities.HasFlag(capability);

    protected Task SendAsync(params string[] ids) => SendAsync(Queue, ids);

    protected static async Task SendAsync(IJobQueue queue, params string[] ids)
    {
        foreach (var id in ids)
        {
            await queue.SendAsync(Messages.Text(id), null, Token);
        }
    }

    protected async Task<ReceivedJob> ReceiveOneAsync()
    {
        var received = await Queue.ReceiveAsync(1, Soon, Token);
        return Assert.Single(received);
    }

    protected async Task AssertNothingComesAsync() => Assert.Empty(await Queue.ReceiveAsync(10, Watch, Token));

    private static async Task AssertRefusedAsync(JobQueueCapabilities capability, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<NotSupportedException>(call);
        Assert.Contains(capability.ToString(), refusal.Message, StringComparison.Ordinal);
    }
}
