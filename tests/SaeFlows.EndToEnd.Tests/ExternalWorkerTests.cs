using System.Diagnostics;
using System.Net;
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

    [Fact]
    public async Task Worker_AskedForItsHealthAndThenTerminated_AnswersAndDrains()
    {
        int port = FreePorts.Take(1)[0];
        using var worker = _place.Start("worker", "--health-port", $"{port}");
        string? ready = await worker.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();

        using var health = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health"), TestContext.Current.CancellationToken);
        using var elsewhere = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"), TestContext.Current.CancellationToken);
        using var terminate = Process.Start("kill", $"-TERM {worker.Id}");
        string last = await worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("ready", ready, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (health.StatusCode, elsewhere.StatusCode));
        Assert.Equal((0, "Model worker drained."), (worker.ExitCode, last.Trim()));
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
