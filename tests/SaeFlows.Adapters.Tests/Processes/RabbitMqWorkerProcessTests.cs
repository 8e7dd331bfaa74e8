using SaeFlows.Amqp;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Brokers;

namespace SaeFlows.Adapters.Tests.Processes;

public sealed class RabbitMqWorkerProcessTests : WorkerProcessSuite
{
    private readonly RabbitMqServer _server = new();
    private AmqpBroker? _broker;

    protected override string Connection => _server.ConnectionString;

    [Fact]
    public async Task Worker_BrokerRestarted_TakesUpTheDurableJobs()
    {
        var worker = StartWorker();
        await worker.UntilLineAsync("ready");
        await SendAsync("before", "one");
        Assert.Equal("before", (await ReplyAsync()).JobId);
        await _server.StopAsync();
        await Assert.ThrowsAsync<JobQueueUnavailableException>(() => SendAsync("meanwhile", "none"));
        await _server.StartAsync();

        await SendAsync("after", "two");

        Assert.Equal("after", (await ReplyAsync()).JobId);
    }

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RabbitMqServer.Missing is null, RabbitMqServer.Missing ?? string.Empty);
        await _server.InitializeAsync();
        _broker = new AmqpBroker(AmqpSettings.Parse(_server.ConnectionString));
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    protected override Task<IJobQueue> OpenAsync(string name) => Task.FromResult(_broker!.OpenQueue(name));
}
