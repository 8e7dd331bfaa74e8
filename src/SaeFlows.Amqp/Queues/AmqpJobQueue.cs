using System.Collections.Concurrent;
using Amqp;
using SaeFlows.Amqp.Connections;
using SaeFlows.Amqp.Links;
using SaeFlows.Core.Ports;

namespace SaeFlows.Amqp.Queues;

/// <summary>What the brokers have in common: links that are rebuilt, sending, and receiving with credit.</summary>
internal abstract class AmqpJobQueue : IJobQueue
{
    private readonly ConnectionKeeper _connections;
    private readonly LinkSlot<ReceivingLink> _receiver;
    private readonly LinkSlot<SendingLink> _sender;

    protected AmqpJobQueue(string name, string address, AmqpSettings settings, AmqpOptions options, ConnectionKeeper connections, TimeProvider time)
    {
        Name = name;
        Settings = settings;
        Options = options;
        Time = time;
        _connections = connections;
        _sender = SenderTo(address);
        _receiver = new LinkSlot<ReceivingLink>(
            token => AuthorizeAsync(name, token),
            async token => await ReceivingLink.OpenAsync(await SessionAsync(name, token), address, options.OperationTimeout, CreateReceiver, token),
            link => link.IsClosed);
    }

    public string Name { get; }

    public abstract JobQueueCapabilities Capabilities { get; }

    protected AmqpSettings Settings { get; }

    protected AmqpOptions Options { get; }

    protected TimeProvider Time { get; }

    /// <summary>Deliveries not settled yet, by lock token.</summary>
    protected ConcurrentDictionary<string, HeldDelivery> Held { get; } = new(StringComparer.Ordinal);

    public async Task SendAsync(JobMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        var encoded = MessageCodec.Encode(message);
        if (notBefore > Time.GetUtcNow())
        {
            Schedule(encoded, notBefore.Value);
        }

        await UseAsync(_sender, link => link.SendAsync(encoded), cancellationToken);
    }

    public async Task<IReadOnlyList<ReceivedJob>> ReceiveAsync(int credit, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(credit, 1);
        ForgetExpired();
        var (link, messages) = await UseAsync(
            _receiver, async link => (link, await link.ReceiveAsync(credit, maxWait, cancellationToken)), cancellationToken);
        var jobs = messages.ConvertAll(message => Hold(link, message));
        var keep = cancellationToken.IsCancellationRequested ? 0 : credit;
        foreach (var surplus in jobs.Skip(keep))
        {
            await GiveBackAsync(surplus);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return jobs.Count > keep ? jobs[..keep] : jobs;
    }

    public abstract Task<ReceivedJob> RenewAsync(ReceivedJob job, CancellationToken cancellationToken);

    public abstract Task CompleteAsync(ReceivedJob job, CancellationToken cancellationToken);

    public abstract Task AbandonAsync(ReceivedJob job, CancellationToken cancellationToken);

    public abstract Task DeadLetterAsync(ReceivedJob job, string reason, string description, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<PeekedJob>> PeekAsync(int max, bool deadLettered, CancellationToken cancellationToken);

    public virtual async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _sender.DisposeAsync();
    }

    /// <summary>Chooses how credit is given and taken back.</summary>
    protected abstract ReceivingLink CreateReceiver(Session session, ReceiverLink link);

    /// <summary>Marks a message for later delivery.</summary>
    /// <exception cref="NotSupportedException">The broker cannot.</exception>
    protected abstract void Schedule(Message message, DateTimeOffset notBefore);

    /// <summary>Reads lock token, lock end and delivery count.</summary>
    protected abstract ReceivedJob Describe(Message message);

    protected LinkSlot<SendingLink> SenderTo(string address) => new(
        token => AuthorizeAsync(Name, token),
        async token => await SendingLink.OpenAsync(await SessionAsync(Name, token), address, Options.OperationTimeout, token),
        link => link.IsClosed);

    protected LinkSlot<RequestLink> RequestsTo(string node) => new(
        token => AuthorizeAsync(node, token),
        async token => await RequestLink.OpenAsync(await SessionAsync(node, token), node, Options.OperationTimeout, token),
        link => link.IsClosed);

    /// <summary>Uses a link; where it turns out broken, makes another and tries once more.</summary>
    protected async Task<TResult> UseAsync<TLink, TResult>(LinkSlot<TLink> slot, Func<TLink, Task<TResult>> use, CancellationToken cancellationToken)
        where TLink : class, IAsyncDisposable
    {
        for (var attempt = 1; ; attempt++)
        {
            TLink? link = null;
            try
            {
                link = await slot.GetAsync(cancellationToken);
                return await use(link);
            }
            catch (Exception e) when (AmqpErrors.IsOfTheBroker(e))
            {
                if (link is not null)
                {
                    await slot.DropAsync(link);
                }

                var translated = AmqpErrors.Translate(e, Settings, $"queue '{Name}'");
                if (attempt == 2 || e is TimeoutException || translated is not JobQueueUnavailableException)
                {
                    throw translated;
                }
            }
        }
    }

    protected Task UseAsync<TLink>(LinkSlot<TLink> slot, Func<TLink, Task> use, CancellationToken cancellationToken)
        where TLink : class, IAsyncDisposable => UseAsync(
            slot,
            async link =>
            {
                await use(link);
                return true;
            },
            cancellationToken);

    /// <summary>Takes the delivery out of our books.</summary>
    /// <exception cref="JobLockLostException">It was settled before, or came by a link that is gone.</exception>
    protected HeldDelivery Take(ReceivedJob job) => Held.TryRemove(job.LockToken, out var held) ? held : throw Lost(job);

    protected JobLockLostException Lost(ReceivedJob job, Exception? inner = null) =>
        new($"The lock of message '{job.Message.MessageId}' in queue '{Name}' is gone: it ran out, or the message was settled before.", inner);

    private ReceivedJob Hold(ReceivingLink link, Message message)
    {
        var job = Describe(message);
        Held[job.LockToken] = new HeldDelivery(link, message, job.LockedUntil);
        return job;
    }

    private async Task GiveBackAsync(ReceivedJob job)
    {
        try
        {
            await AbandonAsync(job, CancellationToken.None);
        }
        catch (Exception e) when (e is JobLockLostException or JobQueueUnavailableException)
        {
            // The broker frees it itself.
        }
    }

    /// <summary>Deliveries that nobody settled in time are the broker's again; keeping them here would leak.</summary>
    private void ForgetExpired()
    {
        foreach (var (token, held) in Held)
        {
            if ((held.Link.IsClosed && held.LockedUntil == DateTimeOffset.MaxValue) || (held.LockedUntil != DateTimeOffset.MaxValue && held.LockedUntil.AddHours(1) < Time.GetUtcNow()))
            {
                Held.TryRemove(token, out _);
            }
        }
    }

    private async Task<Session> SessionAsync(string entity, CancellationToken cancellationToken)
    {
        await AuthorizeAsync(entity, cancellationToken);
        return (await _connections.GetAsync(cancellationToken)).CreateSession();
    }

    private async Task AuthorizeAsync(string entity, CancellationToken cancellationToken)
    {
        if ((await _connections.GetAsync(cancellationToken)).Cbs is { } cbs)
        {
            await cbs.AuthorizeAsync(entity, cancellationToken);
        }
    }
}
