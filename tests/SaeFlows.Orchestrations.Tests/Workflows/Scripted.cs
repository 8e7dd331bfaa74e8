using SaeFlows.Core;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Reformulation;
using SaeFlows.Core.Verification;

namespace SaeFlows.Orchestrations.Tests.Workflows;

/// <summary>
/// Model, reformulator and verifier that follow the question's own words: <c>suspect</c> is flagged; a rewrite is the text with
/// <c>[try N]</c>; the model answers 2 when it sees <c>right</c>, or <c>mended</c> with a rewrite, 3 otherwise.
/// </summary>
internal sealed class Scripted : IModelRuntime, IReformulator, IVerifier
{
    private int _underWay;

    public ModelDescription Description => TestKit.Builders.Runs.Model;

    /// <summary>The proposal that the verifier accepts; 0 for none.</summary>
    public int AcceptsProposal { get; set; } = 1;

    /// <summary>Proposals after which the reformulator has nothing left.</summary>
    public int MostProposals { get; set; } = int.MaxValue;

    public Exception? ReformulatorFails { get; set; }

    public List<ReformulationRequest> Requests { get; } = [];

    /// <summary>Every job that the model was given.</summary>
    public List<ModelJob> Jobs { get; } = [];

    public int MostUnderWay { get; private set; }

    public IReadOnlyList<ModelJobResult> Run(IReadOnlyList<ModelJob> jobs, CancellationToken cancellationToken)
    {
        lock (Requests)
        {
            Jobs.AddRange(jobs);
            _underWay = jobs.Count;
            MostUnderWay = Math.Max(MostUnderWay, _underWay);
        }

        return [.. jobs.Select(Answer)];
    }

    public Task<Rewrite> ReformulateAsync(ReformulationRequest request, CancellationToken cancellationToken)
    {
        lock (Requests)
        {
            Requests.Add(request);
        }

        if (ReformulatorFails is not null)
        {
            throw ReformulatorFails;
        }

        int attempt = request.Rejected.Count + 1;
        return Task.FromResult(attempt > MostProposals
            ? new Rewrite(null, "no idea left", "scripted")
            : new Rewrite($"{request.Question} [try {attempt}]", "tried", "scripted"));
    }

    public Task<Verdict> VerifyAsync(VerificationRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(request.Rewrite.EndsWith($"[try {AcceptsProposal}]", StringComparison.Ordinal)
            ? new Verdict(Equivalence.Equivalent, "same", "scripted")
            : new Verdict(Equivalence.NotEquivalent, "wrong sense in " + request.Rewrite, "scripted"));

    public void Dispose()
    {
    }

    private static ModelJobResult Answer(ModelJob job)
    {
        if (job.Question.Contains("broken", StringComparison.Ordinal))
        {
            return new ModelJobResult { JobId = job.JobId, Error = "the model choked" };
        }

        bool rewritten = job.Question.Contains("[try", StringComparison.Ordinal);
        bool right = job.Question.Contains(rewritten ? "mended" : "right", StringComparison.Ordinal);
        return new ModelJobResult
        {
            JobId = job.JobId,
            Answer = job.Question.Contains("mumble", StringComparison.Ordinal) ? "hm" : right ? "2" : "3",
            Model = "scripted",
            Detection = job.Detection is null ? null : Detect(job.Question),
        };
    }

    private static DetectionResult Detect(string text)
    {
        int at = text.IndexOf("suspect", StringComparison.Ordinal);
        Ambiguity[] found = at < 0 ? [] : [new Ambiguity(new TextSpan(at, at + 7), "suspect", 0.9, "prose", [])];
        return new DetectionResult([new DetectorResult("detect", at < 0 ? 0.1 : 0.9, 0.5, found)], []);
    }
}
