using SaeFlows.Core.Durability;
using SaeFlows.Core.Training;
using SaeFlows.Orchestrations.Trainings;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Orchestrations.Tests.Workflows;

public sealed class TrainingOrchestrationTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saeflows-training-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SaeTrainingSettings Settings => new() { Model = "m", Text = "t", Layers = [1, 3] };

    [Fact]
    public async Task RunAsync_AllRounds_HarvestsTrainsEvaluatesRegistersInThisOrder()
    {
        var training = new ScriptedTraining(rounds: 2);

        var ended = await RunAsync(training);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.Status);
        Assert.Equal(["harvest 0", "train 0", "harvest 1", "train 1", "evaluate 1", "evaluate 3", "register 1,3"], training.Calls);
        Assert.Equal([1, 3], DurableJson.Deserialize<TrainingResult>(ended.Output)!.Evaluations.Select(e => e.Layer));
    }

    [Fact]
    public async Task RunAsync_MoreRoundsThanOneExecution_ContinuesAsNewWithEachRoundOnce()
    {
        const int Rounds = TrainingOrchestration.RoundsPerExecution + 5;
        var training = new ScriptedTraining(Rounds);

        var ended = await RunAsync(training);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.Status);
        Assert.Equal(Enumerable.Range(0, Rounds).Select(round => $"train {round}"), training.Calls.Where(call => call.StartsWith("train", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunAsync_RoundThatStumbles_IsTriedAgain()
    {
        var training = new ScriptedTraining(rounds: 2) { Stumbles = { 1 } };

        var ended = await RunAsync(training);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.Status);
        Assert.Equal(2, training.Calls.Count(call => call == "train 1"));
    }

    [Fact]
    public async Task RunAsync_BadInput_FailsAtOnceAndSaysWhy()
    {
        var training = new ScriptedTraining(rounds: 2) { TextIsBad = true };

        var ended = await RunAsync(training);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.Status);
        Assert.Equal("text.txt: broken UTF-8", ended.Failure!.ErrorMessage);
        Assert.Equal(["harvest 0"], training.Calls);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<OrchestrationInstance> RunAsync(ScriptedTraining training)
    {
        await using var database = SqliteDatabase.Open(Path.Combine(_folder.FullName, "engine.db"));
        await using var engine = new SqliteEngine(database, new OrchestrationRegistry().AddTraining(training));
        await engine.StartAsync(Token);
        await engine.ScheduleNewAsync(TrainingOrchestration.Name, new TrainingInput("out", Settings), "training-1", Token);
        return await engine.WaitForCompletionAsync("training-1", Token).WaitAsync(Patience, Token);
    }
}
