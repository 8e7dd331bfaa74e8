using SaeFlows.Core.Ports;

namespace SaeFlows.TestKit.Fakes;

/// <summary>A message of <see cref="InMemoryJobQueue"/> and where it stands.</summary>
internal sealed class InMemoryJob(JobMessage message)
{
    public DateTimeOffset VisibleAt { get; set; }

    public string? LockToken { get; private set; }

    public (string Reason, string Description)? Dead { get; set; }

    public int DeliveryCount { get; private set; }

    public ReceivedJob Lock(DateTimeOffset until)
    {
        LockToken = Guid.NewGuid().ToString();
        VisibleAt = until;
        return new ReceivedJob(message, LockToken, until, ++DeliveryCount);
    }

    public void Release()
    {
        LockToken = null;
        VisibleAt = DateTimeOffset.MinValue;
    }

    public PeekedJob Peek(DateTimeOffset now)
    {
        var state = Dead is not null ? PeekedJobState.DeadLettered
            : VisibleAt <= now ? PeekedJobState.Active
            : LockToken is null ? PeekedJobState.Scheduled
            : PeekedJobState.Locked;
        return new PeekedJob(message, state, DeliveryCount, Dead?.Reason, Dead?.Description);
    }
}
