using System.Diagnostics;
using System.Net;
using SaeFlows.Core.Models;
using SaeFlows.EndToEnd.Tests.Programs;
using SaeFlows.TestKit.Brokers;
using SaeFlows.TestKit.ServiceBusBroker;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>The model worker of the container, set by environment variables alone.</summary>
public sealed class ContainerWorkerTests : IDisposable
{
    private const string Device = "SaeFlows__Worker__Device";

    private readonly Workplace _place = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_OnServiceBus_GivesTheSameFiguresThenDrainsWhenTerminated()
    {
        using var broker = new ServiceBusTestBroker();
        broker.CreateQueue(ModelMessages.JobsQueue);
        broker.CreateQueue(ModelMessages.ResultsQueue);
        int port = FreePorts.Take(1)[0];
        var alone = await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "40", "--db", "alone.db");
        using var worker = WorkerProgram.Start(("SAEFLOWS_QUEUE", broker.ConnectionString), (Device, "cpu"), ("SaeFlows__Worker__HealthPort", $"{port}"));
        await WorkerProgram.UntilReadyAsync(worker);

        var apart = await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "40", "--external-worker", "--queue", broker.ConnectionString);
        using var http = new HttpClient();
        using var health = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health"), Token);
        using var terminate = Process.Start("kill", $"-TERM {worker.Id}");
        string last = await worker.StandardOutput.ReadToEndAsync(Token);
        await worker.WaitForExitAsync(Token);

        Assert.Equal(alone.GetProperty("counts").GetRawText(), apart.GetProperty("counts").GetRawText());
        Assert.Equal(alone.GetProperty("arms").GetRawText(), apart.GetProperty("arms").GetRawText());
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal((0, "Model worker drained."), (worker.ExitCode, last.Trim()));
    }

    [Theory]
    [InlineData(Device, "tpu", "device 'tpu'")]
    [InlineData("SaeFlows__Worker__MaxBatch", "many", "SaeFlows__Worker__MaxBatch")]
    [InlineData("SaeFlows__Worker__Models", "a|b", "MODEL|SAE|DOMAIN")]
    [InlineData("SAEFLOWS_QUEUE", "", "ServiceBus__fullyQualifiedNamespace")]
    public Task Worker_BadSetting_EndsWithOneLine(string name, string value, string expected) => AssertRefusedAsync(expected, (name, value));

    [Fact]
    public async Task Worker_NothingSaidOfTheDevice_AsksForCuda()
    {
        Assert.SkipWhen(File.Exists("/proc/driver/nvidia/version"), "This machine has an NVIDIA driver: CUDA may be there.");

        await AssertRefusedAsync("no CUDA device is usable here");
    }

    public void Dispose() => _place.Dispose();

    private static async Task AssertRefusedAsync(string expected, params (string Name, string Value)[] settings)
    {
        using var worker = WorkerProgram.Start([("SAEFLOWS_QUEUE", "amqp://u:p@127.0.0.1:1"), .. settings]);
        string error = await worker.StandardError.ReadToEndAsync(Token);
        await worker.WaitForExitAsync(Token);

        Assert.Equal(2, worker.ExitCode);
        Assert.Contains(expected, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
