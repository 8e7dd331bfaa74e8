using SaeFlows.Core;
using SaeFlows.Core.Detection;
using SaeFlows.Pocket.Assets;
using SaeFlows.Torch.Generation;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Torch.Tests.Runtime;

/// <summary>A run's model may be any folder that the decoder reads, with or without instruments.</summary>
public class ModelFolderTests : TorchTests
{
    [Fact]
    public void Run_FolderWithoutSae_AnswersAsTheGeneratorDoes()
    {
        string folder = Path.Combine(TestData.Folder(), "models", "stories260K");
        Assert.SkipUnless(Directory.Exists(folder), "the reference model is not in the data folder");
        string[] questions = ["Once upon a time there was", "The little dog", "Tom had 3 red balls. He lost one </s> and"];
        using var runtime = TorchModelRuntime.Load(new TorchModelOptions { ModelName = "stories", ModelFolder = folder });
        using var model = LanguageModel.Load(folder, cancellationToken: TestContext.Current.CancellationToken);
        var alone = new TextGenerator(model);

        var answers = runtime.Run([.. questions.Select(q => PocketFixture.Job(q) with { MaxNewTokens = 12 })], TestContext.Current.CancellationToken);

        Assert.Empty(runtime.Description.Detectors);
        Assert.Equal("none", runtime.Description.Sae);
        foreach (var (question, answer) in questions.Zip(answers))
        {
            var request = new GenerationRequest(model.Tokenizer.EncodePrompt(question, parseSpecial: false).Ids) { MaxNewTokens = 12 };
            Assert.Equal(alone.Generate([request], cancellationToken: TestContext.Current.CancellationToken)[0].Text.Trim(), answer.Answer);
            Assert.NotEmpty(answer.Answer!);
        }
    }

    [Fact]
    public void Run_DomainWithoutSae_OffersTheDetectorsThatNeedNone()
    {
        var options = PocketFixture.Options(PocketAssets.Shipped) with { SaeFolder = null };
        using var runtime = TorchModelRuntime.Load(options);

        var result = runtime.Run([PocketFixture.Job("what is 2 ^ 3 ?", DetectorNames.Surprisal)], TestContext.Current.CancellationToken)[0];

        Assert.DoesNotContain(DetectorNames.Sae, runtime.Description.Detectors);
        Assert.Empty(result.Detection!.Tokens);
        Assert.True(result.Detection.Detectors[0].Score > 0);
    }

    [Fact]
    public void Load_SaeWithoutDomain_SaysThatItNeedsOne()
    {
        var options = PocketFixture.Options(PocketAssets.Shipped) with { DomainFolder = null };

        Assert.Contains("domain profile", Assert.Throws<UserInputException>(() => TorchModelRuntime.Load(options)).Message, StringComparison.Ordinal);
    }
}
