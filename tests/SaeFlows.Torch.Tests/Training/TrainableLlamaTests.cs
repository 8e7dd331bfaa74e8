using SaeFlows.Core;
using SaeFlows.Torch.Training;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Training;

public class TrainableLlamaTests : TorchTests
{
    [Fact]
    public void Forward_TrainedModelOfTransformers_GivesItsLogitsAndMlpOutputs()
    {
        var folder = Path.Combine(TestData.Folder(), "models", "stories260K");
        Assert.SkipUnless(Directory.Exists(folder), "the reference model is not in the data folder");
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var config = DataFile.Read<LlamaConfig>(Path.Combine(folder, "config.json"));
        using var model = TrainableLlama.FromWeights(config, WeightFile.Read(Path.Combine(folder, "model.safetensors"), LlamaShapes.Of(config)));
        var expected = WeightFile.Read(Path.Combine(folder, "expected.safetensors"), [("logits", [40, 512]), ("mlp_out.2", [40, 64])]);
        var tokens = tensor(TestData.Integers(Path.Combine(folder, "expected.safetensors"), "tokens"), [1, 40]);

        Tensor? mlp = null;
        var logits = model.Forward(tokens, (layer, output) => mlp = layer == 2 ? output : mlp);

        Assert.True(allclose(logits[0], expected["logits"], rtol: 1e-3, atol: 1e-3));
        Assert.True(allclose(mlp![0], expected["mlp_out.2"], rtol: 1e-3, atol: 1e-3));
    }

    [Fact]
    public void Train_ShortRepetition_IsLearned()
    {
        var config = Small();
        using var model = TrainableLlama.Create(config, 1);
        var losses = new List<double>();

        DecoderTrainer.Train(model, () => new TrainingText([1, 3, 4, 5, 3, 4, 5, 2], 5), new TrainingOptions { Steps = 200, BatchSize = 4, WarmUpSteps = 5 }, (_, loss) => losses.Add(loss), TestContext.Current.CancellationToken);

        Assert.True(losses[^1] < losses[0] / 5);
        Assert.Equal([3, 4, 5], GreedyDecoder.Continue(model, [[1, 3, 4, 5]], 3, new HashSet<int> { 2 })[0]);
    }

    [Fact]
    public void Forward_LaterTokens_DoNotChangeEarlierLogits()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var model = TrainableLlama.Create(Small(), 2);

        var one = model.Forward(tensor(new long[] { 1, 3, 4, 5 }, [1, 4]));
        var two = model.Forward(tensor(new long[] { 1, 3, 4, 6 }, [1, 4]));

        Assert.True(allclose(one.narrow(1, 0, 3), two.narrow(1, 0, 3)));
        Assert.False(allclose(one.select(1, 3), two.select(1, 3)));
    }

    private static LlamaConfig Small() => new() { VocabularySize = 8, HiddenSize = 16, IntermediateSize = 32, Layers = 2, Heads = 4, KeyValueHeads = 2, ContextLength = 16 };
}
