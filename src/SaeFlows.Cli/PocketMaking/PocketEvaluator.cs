using SaeFlows.Cli.Features;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Models;
using SaeFlows.Core.Reformulation;
using SaeFlows.Core.Verification;
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Datasets;
using SaeFlows.Pocket.Reformulation;
using SaeFlows.Pocket.Verification;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.PocketMaking;

/// <summary>Measures the assets on questions of any seed, through the same runtime, annotator and checker as a run.</summary>
internal static class PocketEvaluator
{
    private const int Attempts = 3;

    public static TorchModelRuntime Load(PocketAssets assets) => TorchModelRuntime.Load(new TorchModelOptions
    {
        ModelName = PocketAssets.ModelName,
        ModelFolder = assets.ModelFolder,
        SaeFolder = assets.SaeFolder,
        DomainFolder = assets.DomainFolder,
    });

    /// <summary>Per detector the questions' scores.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ScoredQuestion>> Scores(TorchModelRuntime runtime, IReadOnlyList<Question> questions, CancellationToken cancellationToken)
    {
        var results = RuntimeQuestions.Ask(runtime, [.. questions.Select(q => q.Text)], DetectorNames.All, cancellationToken);
        return DetectorNames.All.Select((name, i) => (name, i)).ToDictionary(
            d => d.name,
            d => (IReadOnlyList<ScoredQuestion>)[.. questions.Select((q, at) => new ScoredQuestion(q.Truth!.Kind, results[at].Detection!.Detectors[d.i].Score))]);
    }

    /// <summary>Everything that is reported for one seed.</summary>
    public static async Task<PocketEvaluation> EvaluateAsync(TorchModelRuntime runtime, int seed, int count, CancellationToken cancellationToken)
    {
        var questions = PocketMath.Generate(seed, count);
        var results = RuntimeQuestions.Ask(runtime, [.. questions.Select(q => q.Text)], DetectorNames.All, cancellationToken);
        var detectors = new Dictionary<string, DetectionFigures>();
        for (var d = 0; d < DetectorNames.All.Count; d++)
        {
            var scored = questions.Select((q, i) => new ScoredQuestion(q.Truth!.Kind, results[i].Detection!.Detectors[d].Score)).ToList();
            detectors[DetectorNames.All[d]] = DetectionFigures.Of(scored, results[0].Detection!.Detectors[d].Threshold);
        }

        var rewrites = new List<(int Question, string Text)>();
        var retries = 0;
        for (var i = 0; i < questions.Count; i++)
        {
            var (text, tries) = await RewriteAsync(questions[i], results[i].Detection!.Detectors[0].Ambiguities, cancellationToken);
            retries += Math.Max(0, tries - 1);
            if (text is not null)
            {
                rewrites.Add((i, text));
            }
        }

        var again = RuntimeQuestions.Ask(runtime, [.. rewrites.Select(r => r.Text)], [], cancellationToken);
        var rewritten = rewrites.Zip(again).ToDictionary(r => r.First.Question, r => r.Second.Answer);
        var outcomes = questions.Select((q, i) => new QuestionOutcome(q.Truth!.Kind, results[i].Answer == q.Answer, rewritten.GetValueOrDefault(i, results[i].Answer) == q.Answer));
        return new PocketEvaluation(seed, detectors, [.. outcomes], rewrites.Count, retries, SpanShare(questions, results));
    }

    private static double SpanShare(IReadOnlyList<Question> questions, IReadOnlyList<ModelJobResult> results)
    {
        var flagged = questions.Zip(results, (q, r) => (Truth: q.Truth!.AmbiguousSpans, Found: r.Detection!.Detectors[0].Ambiguities)).Where(p => p.Truth.Count > 0 && p.Found.Count > 0).ToList();
        return flagged.Count == 0 ? 0 : flagged.Average(p => p.Found.Any(a => p.Truth.Any(t => t.Overlaps(a.Span))) ? 1 : 0);
    }

    private static async Task<(string? Text, int Tries)> RewriteAsync(Question question, IReadOnlyList<Ambiguity> ambiguities, CancellationToken cancellationToken)
    {
        var (annotator, checker) = (new PocketAnnotator(), new PocketChecker());
        var rejected = new List<RejectedRewrite>();
        for (var attempt = 1; ambiguities.Count > 0 && attempt <= Attempts; attempt++)
        {
            var rewrite = await annotator.ReformulateAsync(new ReformulationRequest(question.Text, ambiguities, PocketAssets.DomainName, rejected), cancellationToken);
            if (rewrite.Text is null)
            {
                return (null, rejected.Count);
            }

            var verdict = await checker.VerifyAsync(new VerificationRequest(question.Text, rewrite.Text, ambiguities, PocketAssets.DomainName), cancellationToken);
            if (verdict.Equivalence == Equivalence.Equivalent)
            {
                return (rewrite.Text, attempt);
            }

            rejected.Add(new RejectedRewrite(rewrite.Text, verdict.Reason));
        }

        return (null, rejected.Count);
    }
}
