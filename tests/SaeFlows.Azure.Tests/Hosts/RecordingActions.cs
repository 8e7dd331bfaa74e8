using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>The platform's settling of messages, recorded; a text that the service refuses is refused.</summary>
internal sealed class RecordingActions : ServiceBusMessageActions
{
    private const int LongestText = 4096;

    private readonly ConcurrentQueue<Settlement> _settled = [];

    /// <summary>The one settlement.</summary>
    public Settlement Settled => Assert.Single(_settled);

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        _settled.Enqueue(new Settlement("complete"));
        return Task.CompletedTask;
    }

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default)
    {
        _settled.Enqueue(new Settlement("abandon"));
        return Task.CompletedTask;
    }

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deadLetterErrorDescription?.Length ?? 0, LongestText);
        _settled.Enqueue(new Settlement("dead-letter", deadLetterReason, deadLetterErrorDescription));
        return Task.CompletedTask;
    }
}
