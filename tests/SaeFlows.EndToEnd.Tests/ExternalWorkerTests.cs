using System.Diagnostics;
using SaeFlows.Core.Models;
using SaeFlows.EndToEnd.Tests.Programs;
using SaeFlows.TestKit.Brokers;
using SaeFlows.TestKit.ServiceBusBroker;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>The workflows in one process, the model in another, and a queue between them.</summary>
public sealed class ExternalWorkerTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public Task Run_WorkerOverTheDatabaseFile_GivesTheSameFigures() => AssertSameFiguresAsync([], []);

    [Fact]
    public async Task Run_WorkerOverServiceBus_GivesTheSameFigures()
    {
        using var broker = new ServiceBusTestBroker();
        broker.CreateQueue(ModelMessages.JobsQueue);
        broker.CreateQueue(ModelMessages.ResultsQueue);

        await AssertSameFiguresAsync(["--queue", broker.ConnectionString], ["--db", "worker.db"]);
    }

    [Fact]
    public async Task Run_WorkerOverRabbitMq_GivesTheSameFigures()
    {
        Assert.SkipUnless(RabbitMqServer.Missing is null, RabbitMqServer.Missing ?? string.Empty);
        await using var server = new RabbitMqServer();
        await server.InitializeAsync();

        await AssertSameFiguresAsync(["--queue", server.ConnectionString], ["--db", "worker.db"]);
    }

    public void Dispose() => _place.Dispose();

    private async Task AssertSameFiguresAsync(string[] queue, string[] workerDatabase)
    {
        var alone = await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "40", "--db", "alone.db");
        using var worker = _place.Start(["worker", .. queue, .. workerDatabase]);
        try
        {
            await UntilReadyAsync(worker);

            var apart = await _place.RunJsonAsync(0, ["run", "pocket-math", "--limit", "40", "--external-worker", .. queue]);

            Assert.Equal(alone.GetProperty("counts").GetRawText(), apart.GetProperty("counts").GetRawText());
            Assert.Equal(alone.GetProperty("arms").GetRawText(), apart.GetProperty("arms").GetRawText());
        }
        finally
        {
            worker.Kill();
        }
    }

    private static async Task UntilReadyAsync(Process worker)
    {
        string? line = await worker.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Contains("ready", line, StringComparison.Ordinal);
        _ = worker.StandardError.ReadToEndAsync();
        _ = worker.StandardOutput.ReadToEndAsync();
    }
}
