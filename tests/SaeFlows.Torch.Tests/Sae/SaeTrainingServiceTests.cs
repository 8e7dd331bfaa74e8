using SaeFlows.Core;
using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Sae.Runs;
using SaeFlows.Torch.Tests.Models;

namespace SaeFlows.Torch.Tests.Sae;

public sealed class SaeTrainingServiceTests : TorchTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SaeKinds.TopK)]
    [InlineData(SaeKinds.JumpRelu)]
    public async Task TrainAsync_StoppedAndBegunAgainInEveryRound_EndsWithTheSameBytes(string kind)
    {
        var settings = Settings(kind);
        await RunAsync(_folder.File("whole"), settings, () => new SaeTrainingService(), null);

        int steps = 0;
        var stops = new Queue<int>([3, 5, 11]);
        using var stop = new CancellationTokenSource();
        var current = stop;
        SaeTrainingService Fresh() => new(_ =>
        {
            if (stops.Count > 0 && ++steps == stops.Peek())
            {
                stops.Dequeue();
                current.Cancel();
            }
        });
        await RunAsync(_folder.File("broken"), settings, Fresh, () => current = new CancellationTokenSource());

        Assert.Empty(stops);
        foreach (int layer in settings.Layers)
        {
            string name = Path.Combine($"layer-{layer}", SaeFolder.WeightsFile);
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.File("whole"), name)), File.ReadAllBytes(Path.Combine(_folder.File("broken"), name)));
        }
    }

    [Fact]
    public async Task TrainAsync_BegunAgain_CountsOnFromTheCheckpoint()
    {
        var settings = Settings(SaeKinds.TopK);
        var seen = new List<long>();
        SaeTrainingService Fresh() => new(at => seen.Add(at.Step));
        TrainingRound first;
        using (var service = Fresh())
        {
            await service.HarvestAsync(_folder.File("out"), settings, 0, Token);
            first = await service.TrainAsync(_folder.File("out"), settings, 0, Token);
        }

        Assert.Equal(Enumerable.Range(1, 2 * (int)first.Steps).Select(step => (long)step), seen);
        seen.Clear();
        using var again = Fresh();
        await again.HarvestAsync(_folder.File("out"), settings, 1, Token);
        await again.TrainAsync(_folder.File("out"), settings, 1, Token);

        Assert.Equal((2 * first.Steps) + 1, seen[0]);
        Assert.Equal(Enumerable.Range((int)seen[0], seen.Count).Select(step => (long)step), seen);
    }

    [Fact]
    public async Task RegisterAsync_SeveralLayers_LeavesAutoencodersTableAndPlotButNoShards()
    {
        string output = _folder.File("out");

        var result = await RunAsync(output, Settings(SaeKinds.ReluL1), () => new SaeTrainingService(), null);

        Assert.Equal([0, 1], result.Evaluations.Select(e => e.Layer));
        Assert.All(result.Evaluations, e => Assert.InRange(e.Fvu, 0, 1.2));
        Assert.All(result.Evaluations, e => Assert.Equal((double)e.Latents, e.DensityHistogram.Sum()));
        Assert.Contains("| 1 | relu-l1 |", File.ReadAllText(Path.Combine(output, LayerSweep.TableFile)), StringComparison.Ordinal);
        Assert.Contains("<polyline", File.ReadAllText(Path.Combine(output, LayerSweep.PlotFile)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(output, ".training", "shards")));
        var (sae, config) = SaeFolder.Read(Path.Combine(output, "layer-1"));
        Assert.Equal((1, "blocks.1.hook_mlp_out", 16), (config.Layer, config.Hook, sae.InputSize));
        sae.Dispose();
    }

    [Fact]
    public async Task HarvestAsync_WithACache_IsUsedAgainAndRefusedForOtherActivations()
    {
        var settings = Settings(SaeKinds.TopK) with { Cache = _folder.File("cache") };
        await RunAsync(_folder.File("one"), settings, () => new SaeTrainingService(), null);
        var kept = Directory.GetFiles(_folder.File("cache"), "shard-*").ToDictionary(f => f, File.GetLastWriteTimeUtc);

        await RunAsync(_folder.File("two"), settings with { Kind = SaeKinds.Gated }, () => new SaeTrainingService(), null);

        Assert.NotEmpty(kept);
        Assert.Equal(kept, Directory.GetFiles(_folder.File("cache"), "shard-*").ToDictionary(f => f, File.GetLastWriteTimeUtc));
        using var service = new SaeTrainingService();
        await Assert.ThrowsAsync<UserInputException>(() => service.HarvestAsync(_folder.File("three"), settings with { Site = "residual" }, 0, Token));
    }

    [Fact]
    public async Task Evaluate_RegisteredAutoencoder_GivesItsPlaceAndKind()
    {
        var settings = Settings(SaeKinds.BatchTopK) with { Layers = [1], Site = "mlp-hidden" };
        var result = await RunAsync(_folder.File("out"), settings, () => new SaeTrainingService(), null);

        var again = SaeInspection.Evaluate(_folder.File("out"), settings.Model, settings.Text, new SaeEvaluationOptions { ContextLength = 16, Threads = 1 }, Token);

        Assert.Equal((SaeKinds.BatchTopK, 1, 24, 48), (again.Kind, again.Layer, again.DIn, again.Latents));
        Assert.InRange(again.Fvu, 0, result.Evaluations[0].Fvu * 1.5);
        Assert.InRange(again.CeSpliced, 0, 20);
    }

    [Fact]
    public async Task Evaluate_ByDocument_MeasuresEachTokenOnce()
    {
        var settings = Settings(SaeKinds.TopK) with { Layers = [0], By = TextUnits.Document };
        var result = await RunAsync(_folder.File("out"), settings, () => new SaeTrainingService(), null);
        int tokens = File.ReadLines(settings.Text).Sum(line => line.Count(c => c == ',') + 1);

        var all = SaeInspection.Evaluate(_folder.File("out"), settings.Model, settings.Text, new SaeEvaluationOptions { By = TextUnits.Document, ContextLength = 16, Threads = 1 }, Token);

        Assert.Equal(tokens, all.Tokens);
        Assert.InRange(result.Evaluations[0].Tokens, 1, tokens / 4);
        Assert.InRange(all.Fvu, 0, result.Evaluations[0].Fvu * 1.5);
    }

    [Fact]
    public async Task Write_Frontier_OrdersTheSweepByL0()
    {
        var points = new List<(SaeTrainingSettings, SaeEvaluation)>();
        foreach (int k in new[] { 8, 2 })
        {
            var settings = Settings(SaeKinds.TopK) with { Layers = [0], K = k };
            var result = await RunAsync(_folder.File(SaeFrontier.NameOf(settings)), settings, () => new SaeTrainingService(), null);
            points.Add((settings, result.Evaluations[0]));
        }

        SaeFrontier.Write(_folder.Path, points);

        string[] rows = File.ReadAllLines(Path.Combine(_folder.Path, SaeFrontier.TableFile));
        Assert.Equal(["| 2 | topk", "| 8 | topk"], rows[2..].Select(row => row[..10]));
        Assert.Contains("L0, active latents a token", File.ReadAllText(Path.Combine(_folder.Path, SaeFrontier.PlotFile)), StringComparison.Ordinal);
        Assert.True(points[0].Item2.Fvu < points[1].Item2.Fvu, "more active latents explained less");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>What the workflow does, with a new service whenever the one at hand is cancelled.</summary>
    private static async Task<TrainingResult> RunAsync(string output, SaeTrainingSettings settings, Func<SaeTrainingService> create, Func<CancellationTokenSource>? renew)
    {
        var service = create();
        var token = renew?.Invoke().Token ?? Token;
        try
        {
            for (int round = 0; ; round++)
            {
                try
                {
                    await service.HarvestAsync(output, settings, round, token);
                    if ((await service.TrainAsync(output, settings, round, token)).Done)
                    {
                        break;
                    }
                }
                catch (OperationCanceledException) when (renew is not null)
                {
                    service.Dispose();
                    (service, token) = (create(), renew().Token);
                    round--;
                }
            }

            var evaluations = new List<SaeEvaluation>();
            foreach (int layer in settings.Layers)
            {
                evaluations.Add(await service.EvaluateAsync(output, settings, layer, Token));
            }

            return await service.RegisterAsync(output, settings, evaluations, Token);
        }
        finally
        {
            service.Dispose();
        }
    }

    private SaeTrainingSettings Settings(string kind)
    {
        string model = Path.Combine(_folder.Path, "model");
        Directory.CreateDirectory(model);
        if (!File.Exists(Path.Combine(model, "config.json")))
        {
            TestModels.Write(model, "llama");
        }

        return new SaeTrainingSettings
        {
            Model = model, Text = TokenRows.Write(_folder.File("text.jsonl"), 120, 1), Layers = [0, 1], Kind = kind, Latents = 48, K = 4, Seed = 3, Tokens = 4000, BatchSize = 200,
            ShardTokens = 900, ContextLength = 16, Sparsity = 0.1, LearningRate = 3e-3, LearningRateWarmUpSteps = 5, DeadAfterTokens = 1000, ResampleEvery = 4, HoldOutEvery = 8, Threads = 1,
        };
    }
}
