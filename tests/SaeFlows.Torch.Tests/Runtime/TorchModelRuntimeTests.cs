using System.Text.Json;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Models;
using SaeFlows.Pocket.Datasets;

namespace SaeFlows.Torch.Tests.Runtime;

public class TorchModelRuntimeTests(PocketFixture pocket) : IClassFixture<PocketFixture>
{
    private const string LongText = "Natalia’s 🎈 shop sold 48 clips to her friends in April, and then she sold half as many clips in May — how many? ";

    [Fact]
    public void Run_Batch_DecidesAsEachJobAlone()
    {
        var jobs = PocketMath.Generate(77, 40).Select(q => PocketFixture.Job(q.Text, [.. DetectorNames.All])).ToArray();

        var together = pocket.Run(jobs);

        foreach (var (job, batched) in jobs.Zip(together))
        {
            var alone = pocket.Run(job)[0];
            Assert.Equal(alone.Answer, batched.Answer);
            Assert.Equal(Decisions(alone), Decisions(batched));
        }
    }

    [Fact]
    public void Run_SameJobTwice_GivesTheSame()
    {
        var job = PocketFixture.Job("what is 2 ^ 3 ?", [.. DetectorNames.All]);

        Assert.Equal(Plain(pocket.Run(job)[0]), Plain(pocket.Run(job)[0]));
    }

    [Fact]
    public void Run_KnownSum_IsAnswered() => Assert.Equal("12", pocket.Run(PocketFixture.Job("what is 7 + 5 ?"))[0].Answer);

    [Fact]
    public void Run_LongUnicodeText_IsCutToTheContextAndSpansStayRight()
    {
        var text = string.Concat(Enumerable.Repeat(LongText, 10)) + "what is 2 ^ 3 ?";

        var result = pocket.Run(PocketFixture.Job(text, [.. DetectorNames.All]))[0];

        Assert.Null(result.Error);
        Assert.All(result.Detection!.Tokens, t => Assert.Equal(t.Text, t.Span.Of(text)));
        Assert.Equal("?", result.Detection.Tokens[^1].Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\ud83c what ?")]
    public void Run_OddText_IsNoError(string text) => Assert.Null(pocket.Run(PocketFixture.Job(text, [.. DetectorNames.All]))[0].Error);

    [Fact]
    public void Run_UnknownDetector_FailsItsOwnJobOnly()
    {
        var results = pocket.Run(PocketFixture.Job("what is 7 + 5 ?", "tea leaves"), PocketFixture.Job("what is 7 + 5 ?"));

        Assert.Contains("tea leaves", results[0].Error, StringComparison.Ordinal);
        Assert.Null(results[1].Error);
    }

    [Fact]
    public void Run_Results_KeepTheOrderOfTheJobs()
    {
        var jobs = PocketMath.Generate(5, 30).Select(q => PocketFixture.Job(q.Text)).ToArray();

        Assert.Equal(jobs.Select(j => j.JobId), pocket.Run(jobs).Select(r => r.JobId));
    }

    [Fact]
    public void Run_WordsOutsideTheVocabulary_AreNeverAmbiguities()
    {
        var result = pocket.Run(PocketFixture.Job("Natalia sold clips ?", [.. DetectorNames.All]))[0];

        Assert.All(result.Detection!.Detectors, d => Assert.DoesNotContain(d.Ambiguities, a => a.Text is "Natalia" or "sold" or "clips"));
    }

    [Fact]
    public void Run_Again_LeavesNoTensorBehind()
    {
        var jobs = PocketMath.Generate(6, 20).Select(q => PocketFixture.Job(q.Text, [.. DetectorNames.All])).ToArray();
        pocket.Run(jobs);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        pocket.Run(jobs);

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Run_NoJobs_GivesNothing() => Assert.Empty(pocket.Run());

    private static IEnumerable<(string, bool, string)> Decisions(ModelJobResult result) =>
        result.Detection!.Detectors.Select(d => (d.Detector, d.Flagged, string.Join(' ', d.Ambiguities.Select(a => a.Span))));

    private static string Plain(ModelJobResult result) => JsonSerializer.Serialize(result with { Seconds = 0 });
}
