using SaeFlows.Core;
using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Queue;
using SaeFlows.Sqlite.Storage;
using SaeFlows.TestKit.Fakes;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Sqlite;

public sealed class SqliteJobQueueTests : JobQueueSuite
{
    private readonly TemporaryDatabase _file = new();
    private readonly ShiftedTimeProvider _time = new();
    private readonly SqliteJobQueueOptions _options = new() { PollInterval = TimeSpan.FromMilliseconds(20), MaxDeliveryCount = 3 };

    protected override TimeSpan LockDuration => _options.LockDuration;

    [Fact]
    public void Capabilities_Default_AreAll() =>
        Assert.Equal(Enum.GetValues<JobQueueCapabilities>().Aggregate((a, b) => a | b), Queue.Capabilities);

    [Fact]
    public async Task ReceiveAsync_DeliveredTooOften_IsDeadLetteredByTheQueue()
    {
        await SendAsync("crash", "next");
        for (var i = 0; i < _options.MaxDeliveryCount; i++)
        {
            var both = await Queue.ReceiveAsync(1, TimeSpan.Zero, Token);
            Assert.Equal("crash", Assert.Single(both).Message.MessageId);
            await Queue.AbandonAsync(both[0], Token);
        }

        Assert.Equal("next", (await ReceiveOneAsync()).Message.MessageId);
        Assert.Equal("MaxDeliveryCountExceeded", Assert.Single(await DeadLetteredAsync()).DeadLetterReason);
    }

    [Fact]
    public async Task SendAsync_SameIdAfterTheWindow_IsDelivered()
    {
        await SendAsync("twin");
        await Queue.CompleteAsync(await ReceiveOneAsync(), Token);
        Advance(_options.DuplicateWindow + TimeSpan.FromSeconds(1));
        await SendAsync("twin");

        Assert.Equal("twin", (await ReceiveOneAsync()).Message.MessageId);
    }

    [Fact]
    public async Task SendAsync_AnotherQueueOfTheFile_StaysApart()
    {
        await using var other = new SqliteJobQueue(_file.Database, "other", _options, _time);
        await SendAsync(other, "elsewhere");

        await AssertNothingComesAsync();
    }

    [Fact]
    public async Task ReceiveAsync_AfterReopening_StillHoldsMessagesAndLocks()
    {
        await SendAsync("kept", "locked");
        var held = await ReceiveOneAsync();
        using var database = SqliteDatabase.Open(_file.FilePath);
        await using var reopened = new SqliteJobQueue(database, Queue.Name, _options, _time);

        var rest = Assert.Single(await reopened.ReceiveAsync(5, TimeSpan.Zero, Token));
        await reopened.CompleteAsync(held, Token);

        Assert.Equal("locked", rest.Message.MessageId);
    }

    [Fact]
    public void Constructor_LockOfZero_IsRefused() =>
        Assert.Throws<UserInputException>(() => new SqliteJobQueue(_file.Database, "q", new SqliteJobQueueOptions { LockDuration = TimeSpan.Zero }));

    protected override Task<IJobQueue> OpenAsync() => Task.FromResult<IJobQueue>(new SqliteJobQueue(_file.Database, "jobs", _options, _time));

    protected override void Advance(TimeSpan by) => _time.Advance(by);

    protected override DateTimeOffset Now() => _time.GetUtcNow();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }
}
