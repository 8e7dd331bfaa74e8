using Amqp;
using Amqp.Framing;
using Amqp.Types;
using SaeFlows.Core.Ports;

namespace SaeFlows.Amqp.Queues;

internal sealed partial class ServiceBusJobQueue
{
    private const int NotImplemented = 501;

    // Cleared for good when the broker turns out not to know the operation.
    private volatile bool _settlesByManagement = true;

    public override async Task<ReceivedJob> RenewAsync(ReceivedJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var reply = await AskAsync(_management, "com.microsoft:renew-lock", new Map { ["lock-tokens"] = Tokens(job) }, cancellationToken);
        Require(reply, job);
        if (reply.Body is not Map body || body["expirations"] is not DateTime[] { Length: 1 } ends)
        {
            throw new JobQueueUnavailableException($"Broker {Settings} answered a renewal without the new end of the lock.");
        }

        return job with { LockedUntil = new DateTimeOffset(DateTime.SpecifyKind(ends[0], DateTimeKind.Utc)) };
    }

    public override Task CompleteAsync(ReceivedJob job, CancellationToken cancellationToken) =>
        SettleAsync(job, "completed", null, (link, message) => link.Accept(message), cancellationToken);

    public override Task AbandonAsync(ReceivedJob job, CancellationToken cancellationToken) =>
        SettleAsync(job, "abandoned", null, (link, message) => link.Modify(message, deliveryFailed: true), cancellationToken);

    public override Task DeadLetterAsync(ReceivedJob job, string reason, string description, CancellationToken cancellationToken)
    {
        var details = new Map { ["deadletter-reason"] = reason, ["deadletter-description"] = description };
        var error = new Error(new Symbol("com.microsoft:dead-letter"))
        {
            Info = new Fields { [new Symbol(MessageCodec.DeadLetterReason)] = reason, [new Symbol(MessageCodec.DeadLetterDescription)] = description },
        };
        return SettleAsync(job, "suspended", details, (link, message) => link.Reject(message, error), cancellationToken);
    }

    private async Task SettleAsync(ReceivedJob job, string status, Map? details, Action<ReceiverLink, Message> plainly, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (_settlesByManagement)
        {
            var body = details ?? [];
            body["disposition-status"] = status;
            body["lock-tokens"] = Tokens(job);
            var reply = await AskAsync(_management, "com.microsoft:update-disposition", body, cancellationToken);
            if (reply.Status != NotImplemented)
            {
                SettleLocally(job, plainly);
                Require(reply, job);
                return;
            }

            _settlesByManagement = false;
        }

        var held = Take(job);
        try
        {
            plainly(held.Link.Link, held.Message);
        }
        catch (Exception e) when (AmqpErrors.IsOfTheBroker(e) || e is InvalidOperationException)
        {
            throw Lost(job, e);
        }
    }

    /// <summary>The broker has settled it by token; the link's own books, on both sides, are closed with the same outcome.</summary>
    private void SettleLocally(ReceivedJob job, Action<ReceiverLink, Message> plainly)
    {
        if (!Held.TryRemove(job.LockToken, out var held) || held.Link.IsClosed)
        {
            return;
        }

        try
        {
            plainly(held.Link.Link, held.Message);
        }
        catch (Exception e) when (AmqpErrors.IsOfTheBroker(e) || e is InvalidOperationException)
        {
            // The link went meanwhile, and its books with it.
        }
    }

    private static Guid[] Tokens(ReceivedJob job) =>
        Guid.TryParse(job.LockToken, out var token) ? [token] : throw new ArgumentException($"'{job.LockToken}' is no lock token of Service Bus.", nameof(job));
}
