using SaeFlows.Torch.Models;
using SaeFlows.Torch.Tests.Golden;

namespace SaeFlows.Torch.Tests.Models;

public sealed class DecoderGoldenTests
{
    public static TheoryData<string> Models => [.. Directory.GetDirectories(GoldenFiles.Path("Models")).Select(f => Path.GetFileName(f)).Order()];

    [Theory]
    [MemberData(nameof(Models))]
    public void Run_TinyModelOfTransformers_AgreesInAllThreeWays(string model) => AssertAgrees(GoldenFiles.Path("Models", model), 1e-4);

    [Theory]
    [InlineData("llama3")]
    [InlineData("mistral")]
    [InlineData("gemma")]
    [InlineData("gemma2")]
    [InlineData("phi3")]
    public void Run_SharedTinyModel_AgreesInAllThreeWays(string model) => AssertAgrees(SharedData.Path("models", "hf-tiny", model), 1e-4);

    [Fact]
    public void Run_TrainedStoriesModel_AgreesInAllThreeWays() => AssertAgrees(SharedData.Path("models", "stories260K"), 1e-3);

    private static void AssertAgrees(string folder, double tolerance)
    {
        var report = ModelCheck.Run(folder, cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(new[] { report.NoCache, report.Cached, report.Batched }, outcome =>
        {
            Assert.InRange(outcome.MaxLogitError!.Value, 0, tolerance);
            Assert.InRange(outcome.MaxMlpError!.Value, 0, tolerance);
            Assert.True(outcome.GreedyEqual, $"greedy {string.Join(' ', outcome.Greedy)}");
        });
        Assert.NotEmpty(report.Layers);
    }
}
