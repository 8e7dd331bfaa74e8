using SaeFlows.Core.Detection;
using SaeFlows.Pocket.Assets;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Torch.Tests.Runtime;

/// <summary>What stands before and after a question is read by the model, but never judged.</summary>
public class PromptTemplateTests : TorchTests
{
    private const string Question = "what is 2 ^ 3 ?";

    [Fact]
    public void Run_TextAroundTheQuestion_LeavesSpansToTheQuestion()
    {
        using var runtime = TorchModelRuntime.Load(PocketFixture.Options(PocketAssets.Shipped));
        var bare = PocketFixture.Job(Question, DetectorNames.Sae, DetectorNames.Surprisal);

        var results = runtime.Run([bare, bare with { Before = "give 4 + 4 ? 8 so " }, bare with { After = " 8 so" }], TestContext.Current.CancellationToken);

        string[] words = ["what", "is", "2", "^", "3", "?"];
        Assert.All(results, result => Assert.Equal(words, result.Detection!.Tokens.Select(token => token.Span.Of(Question))));
        Assert.True(results[1].PromptTokens > results[0].PromptTokens, "the text before was not read");
        // A causal model sees nothing of what comes after: the same evidence to the rounding.
        Assert.Equal(results[0].Detection!.Detectors.Select(d => Math.Round(d.Score, 3)), results[2].Detection!.Detectors.Select(d => Math.Round(d.Score, 3)));
        Assert.NotEqual(results[0].Detection!.Detectors[1].Score, results[1].Detection!.Detectors[1].Score);
    }

    [Fact]
    public void Run_Stop_EndsTheAnswerBeforeIt()
    {
        using var runtime = TorchModelRuntime.Load(PocketFixture.Options(PocketAssets.Shipped));
        var job = PocketFixture.Job(Question);
        string answer = runtime.Run([job], TestContext.Current.CancellationToken)[0].Answer!;

        Assert.NotEmpty(answer);
        Assert.Equal(string.Empty, runtime.Run([job with { Stops = [answer] }], TestContext.Current.CancellationToken)[0].Answer);
    }
}
