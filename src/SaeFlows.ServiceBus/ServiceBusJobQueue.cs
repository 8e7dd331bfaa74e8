using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using SaeFlows.Core;
using SaeFlows.Core.Ports;

namespace SaeFlows.ServiceBus;

/// <summary>A queue of a Service Bus namespace: peek-lock, no prefetch, so that no lock runs while nobody works.</summary>
internal sealed class ServiceBusJobQueue : IJobQueue
{
    private readonly ServiceBusClient _client;
    private readonly ServiceBusSender _sender;
    private readonly ServiceBusReceiver _receiver;
    private readonly ConcurrentDictionary<string, ServiceBusReceivedMessage> _held = new(StringComparer.Ordinal);

    public ServiceBusJobQueue(ServiceBusClient client, string name, bool detectsDuplicates)
    {
        _client = client;
        Name = name;
        Capabilities = JobQueueCapabilities.ScheduledSend | JobQueueCapabilities.Renewal | JobQueueCapabilities.DeliveryCount | JobQueueCapabilities.DeadLetterReason
            | JobQueueCapabilities.Peek | JobQueueCapabilities.ConfirmedCompletion | JobQueueCapabilities.LockExpiry
            | (detectsDuplicates ? JobQueueCapabilities.DuplicateDetection : JobQueueCapabilities.None);
        _sender = client.CreateSender(name);
        _receiver = client.CreateReceiver(name, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.PeekLock, PrefetchCount = 0 });
    }

    public string Name { get; }

    public JobQueueCapabilities Capabilities { get; }

    public Task SendAsync(JobMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var written = ServiceBusMessages.Write(message);
        if (notBefore is { } then)
        {
            written.ScheduledEnqueueTime = then;
        }

        return AskAsync(() => _sender.SendMessageAsync(written, cancellationToken));
    }

    public async Task<IReadOnlyList<ReceivedJob>> ReceiveAsync(int credit, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(credit, 1);
        IReadOnlyList<ServiceBusReceivedMessage> received = [];
        await AskAsync(async () => received = await _receiver.ReceiveMessagesAsync(credit, maxWait, cancellationToken));
        return [.. received.Select(Hold)];
    }

    public async Task<ReceivedJob> RenewAsync(ReceivedJob job, CancellationToken cancellationToken)
    {
        var message = Held(job);
        await AskAsync(() => _receiver.RenewMessageLockAsync(message, cancellationToken));
        return job with { LockedUntil = message.LockedUntil };
    }

    public Task CompleteAsync(ReceivedJob job, CancellationToken cancellationToken) =>
        SettleAsync(job, message => _receiver.CompleteMessageAsync(message, cancellationToken));

    public Task AbandonAsync(ReceivedJob job, CancellationToken cancellationToken) =>
        SettleAsync(job, message => _receiver.AbandonMessageAsync(message, cancellationToken: cancellationToken));

    public Task DeadLetterAsync(ReceivedJob job, string reason, string description, CancellationToken cancellationToken) =>
        SettleAsync(job, message => _receiver.DeadLetterMessageAsync(message, ServiceBusMessages.Reason(reason), ServiceBusMessages.Reason(description), cancellationToken));

    public async Task<IReadOnlyList<PeekedJob>> PeekAsync(int max, bool deadLettered, CancellationToken cancellationToken)
    {
        // A receiver of its own: a peek goes on where the last one of the same receiver ended.
        var options = new ServiceBusReceiverOptions { SubQueue = deadLettered ? SubQueue.DeadLetter : SubQueue.None };
        await using var peeker = _client.CreateReceiver(Name, options);
        IReadOnlyList<ServiceBusReceivedMessage> seen = [];
        await AskAsync(async () => seen = await peeker.PeekMessagesAsync(max, fromSequenceNumber: null, cancellationToken));
        return [.. seen.Select(message => Peeked(message, deadLettered))];
    }

    public async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    private static PeekedJob Peeked(ServiceBusReceivedMessage message, bool deadLettered)
    {
        // The service does not tell a peeker which messages are locked.
        var state = deadLettered ? PeekedJobState.DeadLettered
            : message.State == ServiceBusMessageState.Scheduled ? PeekedJobState.Scheduled
            : PeekedJobState.Active;
        return new PeekedJob(ServiceBusMessages.Read(message), state, message.DeliveryCount, message.DeadLetterReason, message.DeadLetterErrorDescription);
    }

    private ReceivedJob Hold(ServiceBusReceivedMessage message)
    {
        _held[message.LockToken] = message;
        return new ReceivedJob(ServiceBusMessages.Read(message), message.LockToken, message.LockedUntil, message.DeliveryCount);
    }

    private ServiceBusReceivedMessage Held(ReceivedJob job) => _held.TryGetValue(job.LockToken, out var message)
        ? message
        : throw new JobLockLostException($"Message '{job.Message.MessageId}' is settled already, or was received by another receiver.");

    private async Task SettleAsync(ReceivedJob job, Func<ServiceBusReceivedMessage, Task> settle)
    {
        var message = Held(job);
        try
        {
            await AskAsync(() => settle(message));
            _held.TryRemove(job.LockToken, out _);
        }
        catch (JobLockLostException)
        {
            _held.TryRemove(job.LockToken, out _);
            throw;
        }
    }

    private async Task AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (ServiceBusException error)
        {
            throw ServiceBusErrors.Translate(Name, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UserInputException($"Queue '{Name}': the identity may not do this ({error.Message}); give it the role Azure Service Bus Data Sender or Receiver on the queue.", error);
        }
    }
}
