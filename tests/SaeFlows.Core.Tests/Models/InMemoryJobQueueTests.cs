using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Fakes;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Core.Tests.Models;

/// <summary>The fake keeps the port's rules too, or tests on it would prove nothing.</summary>
public sealed class InMemoryJobQueueTests : JobQueueSuite
{
    private readonly ShiftedTimeProvider _time = new();
    private InMemoryJobQueue? _shared;

    protected override TimeSpan LockDuration => TimeSpan.FromSeconds(60);

    protected override Task<IJobQueue> OpenAsync() => Task.FromResult<IJobQueue>(_shared ??= new InMemoryJobQueue("jobs", _time));

    protected override void Advance(TimeSpan by) => _time.Advance(by);

    protected override DateTimeOffset Now() => _time.GetUtcNow();
}
