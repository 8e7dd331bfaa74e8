using SaeFlows.Core.Durability;
using SaeFlows.CrashHost;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Adapters.Tests.Crashes;

/// <summary>Mixed workflows under a storm of suspends, resumes and restarts, with next to nothing kept in memory.</summary>
public sealed class StormTests
{
    private const int Workflows = 140;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 8)]
    [InlineData(3, 1000)]
    public async Task Run_SuspendedResumedAndRestartedAtRandom_EndsAsIfUndisturbed(int seed, int cached)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        using var log = new RunLog(folder.Path);
        await using var database = SqliteDatabase.Open(folder.File("storm.db"));
        SqliteEngine? engine = null;
        var workflows = new CrashWorkflows(log, () => engine!);
        var all = CrashWorkflows.All(Workflows).ToList();
        for (var round = 0; round < 10; round++)
        {
            engine = new SqliteEngine(database, workflows.Register(), new SqliteEngineOptions { MaxCachedInstances = cached, MaxConcurrentOrchestrations = 16 });
            await engine.StartAsync(cancellation);
            await Task.WhenAll(all.Select(item => engine.ScheduleNewAsync(item.Name, item.Input, item.Id, cancellation)));
            for (var deed = 0; deed < 100; deed++)
            {
                var id = all[random.Next(all.Count)].Id;
                await (random.Next(2) == 0 ? engine.SuspendAsync(id, "storm", cancellation) : engine.ResumeAsync(id, null, cancellation));
            }

            if (round < 9)
            {
                await engine.DisposeAsync();
            }
        }

        foreach (var item in all)
        {
            await engine!.ResumeAsync(item.Id, null, cancellation);
        }

        foreach (var (id, name, _) in all)
        {
            var ended = await engine!.WaitForCompletionAsync(id, cancellation).WaitAsync(TimeSpan.FromSeconds(60), cancellation);
            Assert.Equal((OrchestrationRuntimeStatus.Completed, CrashWorkflows.Expected(id, name)), (ended.Status, DurableJson.Deserialize<string>(ended.Output)));
        }

        await engine!.DisposeAsync();
    }
}
