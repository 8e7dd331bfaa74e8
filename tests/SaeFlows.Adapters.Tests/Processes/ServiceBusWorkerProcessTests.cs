using SaeFlows.Amqp;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.ServiceBusBroker;

namespace SaeFlows.Adapters.Tests.Processes;

public sealed class ServiceBusWorkerProcessTests : WorkerProcessSuite
{
    private readonly ServiceBusTestBroker _server = new();
    private readonly AmqpBroker _broker;

    public ServiceBusWorkerProcessTests()
    {
        _server.CreateQueue(ModelMessages.JobsQueue, new BrokerQueueOptions { LockDuration = TimeSpan.FromSeconds(4) });
        _server.CreateQueue(ModelMessages.ResultsQueue);
        _broker = new AmqpBroker(AmqpSettings.Parse(_server.ConnectionString));
    }

    protected override string Connection => _server.ConnectionString;

    [Fact]
    public async Task Worker_BrokerAwayWhileItComputes_AnswersWhenItIsBack()
    {
        await SendAsync("a", "wait");
        var worker = StartWorker();
        await worker.UntilLineAsync("computing a");
        _server.Stop();
        await worker.TellAsync("go on");
        await Assert.ThrowsAsync<JobQueueUnavailableException>(() => SendAsync("meanwhile", "none"));
        _server.Start();

        Assert.Equal("a", (await ReplyAsync()).JobId);
        await SendAsync("b", "fine");
        Assert.Equal("b", (await ReplyAsync()).JobId);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _broker.DisposeAsync();
        _server.Dispose();
    }

    protected override Task<IJobQueue> OpenAsync(string name) => Task.FromResult(_broker.OpenQueue(name));
}
