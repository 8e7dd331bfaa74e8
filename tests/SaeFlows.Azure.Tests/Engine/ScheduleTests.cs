using SaeFlows.Azure.Tests.Payloads;

namespace SaeFlows.Azure.Tests.Engine;

public sealed class ScheduleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ScheduleNewAsync_ManyAtOnce_OneStartsAndNoneFails()
    {
        await using var host = await DurableTaskHost.StartAsync(
            (tasks, _) => tasks.AddOrchestratorFunc<object?, string>("wait", (context, _) => context.WaitForExternalEvent<string>("go")), new MemoryPayloads().Codec(), manualClock: false);

        bool[] started = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Client.ScheduleNewAsync("wait", null, "same", Token)));

        Assert.Single(started, one => one);
    }
}
