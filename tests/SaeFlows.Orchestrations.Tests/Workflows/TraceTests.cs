using System.Collections.Concurrent;
using System.Diagnostics;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using static SaeFlows.TestKit.Builders.Runs;

namespace SaeFlows.Orchestrations.Tests.Workflows;

public sealed class TraceTests : IAsyncLifetime
{
    private readonly Workshop _shop = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Listened_OneTraceRunsFromTheQuestionToTheModelAndBack()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ModelTelemetry.Name,
            Sample = (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);

        await _shop.RunAsync(Settings, "traced suspect mended");

        var sent = spans.Where(span => span.OperationName == "model job send").Select(span => span.TraceId).ToHashSet();
        Assert.Contains(spans, span => span.OperationName == "model job" && sent.Contains(span.TraceId));
        Assert.Contains(spans, span => span.OperationName == "model reply" && sent.Contains(span.TraceId));
    }

    [Fact]
    public async Task RunAsync_Finished_TellsStageAttemptsAndOutcomeToQueries()
    {
        await _shop.RunAsync(Settings, "suspect mended", "broken");

        async Task<List<string>> IdsAsync(string key, string value) => await _shop.Engine
            .QueryAsync(new OrchestrationQuery { InstanceIdPrefix = "r1/", CustomStatus = new Dictionary<string, string> { [key] = value } }, Token)
            .Select(instance => instance.InstanceId).ToListAsync(Token);

        Assert.Equal(["r1/q1", "r1/q2"], await IdsAsync("stage", "finished"));
        Assert.Equal(["r1/q1"], await IdsAsync("attempts", "1"));
        Assert.Equal(["r1/q2"], await IdsAsync("outcome", "Errored"));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
