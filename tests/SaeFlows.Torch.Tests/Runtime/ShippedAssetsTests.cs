using SaeFlows.Core.Datasets;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Training;
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Corpora;
using SaeFlows.Pocket.Datasets;
using SaeFlows.Pocket.Grammar;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Runtime;
using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Sae.Runs;

namespace SaeFlows.Torch.Tests.Runtime;

/// <summary>Measures the shipped assets anew, on text and questions of seeds that took no part in making them.</summary>
public class ShippedAssetsTests(PocketFixture pocket) : IClassFixture<PocketFixture>
{
    private const int FreshSeed = 31;

    [Fact]
    public void Sae_OnFreshText_ExplainsTheVarianceSparsely()
    {
        using var decoder = PocketDecoder.Read(PocketAssets.Shipped.ModelFolder);
        var (sae, config) = SaeFolder.Read(PocketAssets.Shipped.SaeFolder);
        var writer = new CorpusWriter(990_001);
        var texts = Enumerable.Range(0, 1500).Select(_ => writer.Next())
            .Select(d => new MarkedText(0, [1, .. decoder.Tokenizer.Encode(string.Join(' ', d.Words)).Select(t => t.Id)])).ToList();
        using var heldOut = ActivationHarvest.Collect(decoder.Model, texts, config.Layer, TestContext.Current.CancellationToken);

        var metrics = SaeMetrics.Measure(sae, heldOut.Values);

        Assert.InRange(metrics.Fvu, 0, 0.05);
        Assert.InRange(metrics.L0Share, 0, 0.05);
        Assert.InRange(Math.Abs(metrics.Fvu - config.Metrics["fvu"]), 0, 0.01);
        sae.Dispose();
    }

    [Fact]
    public void Sae_SplicedIntoItsModelByDocument_KeepsTheLoss()
    {
        var writer = new CorpusWriter(990_002);
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("text.txt"), Enumerable.Range(0, 1000).Select(_ => string.Join(' ', writer.Next().Words)));
        var options = new SaeEvaluationOptions { By = TextUnits.Document, Threads = 1 };

        var result = SaeInspection.Evaluate(PocketAssets.Shipped.SaeFolder, PocketAssets.Shipped.ModelFolder, folder.File("text.txt"), options, TestContext.Current.CancellationToken);

        Assert.InRange(result.CeRecovered, 0.95, 1.02);
        Assert.InRange(result.Fvu, 0, 0.05);
    }

    [Fact]
    public void Detection_OnAFreshSeed_FindsTheAmbiguousQuestions()
    {
        var questions = PocketMath.Generate(FreshSeed, 400);

        var found = pocket.Run([.. questions.Select(q => PocketFixture.Job(q.Text, DetectorNames.Sae))]).Select(r => r.Detection!.Detectors[0]).ToList();

        var flagged = questions.Zip(found).Where(p => p.Second.Flagged).ToList();
        Assert.True(flagged.Count(p => p.First.Truth!.IsAmbiguous) >= 0.8 * flagged.Count);
        Assert.True(Area(questions, found, PocketMath.Unambiguous) >= 0.85);
        Assert.True(flagged.Count(p => p.First.Truth!.Kind == PocketMath.Unambiguous) <= 0.05 * questions.Count(q => q.Truth!.Kind == PocketMath.Unambiguous));
    }

    [Fact]
    public void Answers_OnAFreshSeed_AreWrongWhereAmbiguousAndRightElsewhere()
    {
        var questions = PocketMath.Generate(FreshSeed, 400);
        var answers = pocket.Run([.. questions.Select(q => PocketFixture.Job(q.Text))]);

        double Accuracy(bool ambiguous) => questions.Zip(answers).Where(p => p.First.Truth!.IsAmbiguous == ambiguous).Average(p => p.First.Answer == p.Second.Answer ? 1 : 0);

        Assert.InRange(Accuracy(ambiguous: true), 0.01, 0.4);
        Assert.InRange(Accuracy(ambiguous: false), 0.9, 1);
    }

    [Fact]
    public void Answers_AfterACarelessNote_GetWorse()
    {
        var questions = PocketMath.Generate(FreshSeed, 800).Where(q => q.Truth!.Kind == PocketMath.Decoy && Symbol.Find(q.Metadata["symbol"]) is { IsDual: true }).ToList();
        string Careless(Question question)
        {
            var symbol = Symbol.Find(question.Metadata["symbol"])!;
            return $"where {symbol.Token} means {symbol.Other!.Gloss} , {question.Text}";
        }

        double Accuracy(Func<Question, string> text) => questions.Zip(pocket.Run([.. questions.Select(q => PocketFixture.Job(text(q)))])).Average(p => p.First.Answer == p.Second.Answer ? 1 : 0);

        Assert.True(Accuracy(Careless) < Accuracy(q => q.Text) - 0.2);
    }

    [Fact]
    public void Detection_OfTheMethod_PointsAtTheTrueGlyph()
    {
        var questions = PocketMath.Generate(FreshSeed, 400).Where(q => q.Truth!.IsAmbiguous).ToList();

        var flagged = questions.Zip(pocket.Run([.. questions.Select(q => PocketFixture.Job(q.Text, DetectorNames.Sae))]), (q, r) => (q.Truth!.AmbiguousSpans, r.Detection!.Detectors[0].Ambiguities)).Where(p => p.Ambiguities.Count > 0).ToList();

        Assert.True(flagged.Count(p => p.Ambiguities.Any(a => p.AmbiguousSpans.Contains(a.Span))) >= 0.9 * flagged.Count);
    }

    private static double Area(IReadOnlyList<Question> questions, IReadOnlyList<DetectorResult> found, string kind)
    {
        double[] Scores(string of) => [.. questions.Zip(found).Where(p => p.First.Truth!.Kind == of).Select(p => p.Second.Score)];
        var (positive, negative) = (Scores(PocketMath.Ambiguous), Scores(kind));
        return positive.Average(p => negative.Average(n => p > n ? 1 : p == n ? 0.5 : 0));
    }
}
