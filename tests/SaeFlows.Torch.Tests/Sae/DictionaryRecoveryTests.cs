using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Trainers;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

/// <summary>Data made of a known dictionary: random unit vectors, a few at a time. A good autoencoder finds them again.</summary>
public class DictionaryRecoveryTests(ITestOutputHelper output) : TorchTests
{
    private const int Width = 32;
    private const int Truths = 64;
    private const int Active = 3;

    [Theory]
    [InlineData(SaeKinds.TopK, 0.95, 0)]
    [InlineData(SaeKinds.BatchTopK, 0.95, 0)]
    [InlineData(SaeKinds.ReluL1, 0.9, 1.0)]
    [InlineData(SaeKinds.JumpRelu, 0.9, 0.6)]
    [InlineData(SaeKinds.Gated, 0.9, 3.0)]
    public void Train_OnAKnownDictionary_FindsItsDirections(string kind, double least, double sparsity)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var truth = nn.functional.normalize(randn([Truths, Width], generator: generator), dim: 1);
        var settings = new SaeTrainingSettings
        {
            Model = "m", Text = "t", Layers = [0], Kind = kind, Latents = Truths, K = Active, Seed = 4, Sparsity = sparsity, LearningRate = 4e-3,
            BatchSize = 512, Tokens = 1500 * 512, DeadAfterTokens = 20_000, ResampleEvery = 100,
        };
        using var trainer = SaeTrainer.Create(settings, Draw(truth, 4096, generator));
        SaeStepReport? last = null;
        for (int step = 0; step < settings.Steps; step++)
        {
            using var inner = NewDisposeScope();
            last = trainer.Train(Draw(truth, settings.BatchSize, generator));
        }

        using var sae = trainer.ToAutoencoder();
        double found = truth.matmul(sae.Weights["W_dec"].t()).amax([1]).mean().item<float>();

        output.WriteLine(FormattableString.Invariant($"{kind}: mean max cosine {found:F4}, FVU {last!.Fvu:F4}, L0 {last.L0:F2}, dead {last.Dead}"));
        Assert.InRange(found, least, 1.0001);
    }

    /// <summary>Sums of different directions, each with a strength between 0.5 and 1.5.</summary>
    private static Tensor Draw(Tensor truth, int tokens, Generator generator)
    {
        using var scope = NewDisposeScope();
        var (_, chosen) = rand([tokens, Truths], generator: generator).topk(Active, 1);
        var strengths = zeros(tokens, Truths).scatter(1, chosen, 0.5 + rand([tokens, Active], generator: generator));
        return strengths.matmul(truth).MoveToOuterDisposeScope();
    }
}
