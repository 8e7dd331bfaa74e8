using SaeFlows.Core;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Torch.Models;

namespace SaeFlows.Torch.Runtime;

/// <summary>
/// The model worker in process: answers questions and detects in the same forward pass. A question longer than the
/// model's context loses its first tokens; detection then covers those that were kept. Words that the vocabulary lacks are never ambiguities.
/// </summary>
public sealed partial class TorchModelRuntime : IModelRuntime
{
    private readonly LanguageModel _model;
    private readonly DomainProfile? _profile;
    private readonly Dictionary<string, ITokenDetector> _detectors;
    private readonly int _batchSize;

    private TorchModelRuntime(LanguageModel model, DomainProfile? profile, IReadOnlyList<ITokenDetector> detectors, ModelDescription description, int batchSize)
    {
        _model = model;
        _profile = profile;
        _detectors = detectors.ToDictionary(d => d.Name);
        Description = description;
        _batchSize = batchSize;
    }

    public ModelDescription Description { get; }

    public IReadOnlyList<ModelJobResult> Run(IReadOnlyList<ModelJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var results = new ModelJobResult[jobs.Count];
        var prompts = new List<Prompt>(jobs.Count);
        for (int i = 0; i < jobs.Count; i++)
        {
            try
            {
                prompts.Add(Prompt.Of(jobs[i], i, _model));
            }
            catch (UserInputException e)
            {
                results[i] = ReplyTo(jobs[i]) with { Error = e.Message };
            }
        }

        if (prompts.Count > 0)
        {
            // Prompts of one length side by side share their attention.
            foreach (var answered in PromptBatch.Run(_model, [.. prompts.OrderBy(p => p.Ids.Length)], Description.Layer, _batchSize, cancellationToken))
            {
                results[answered.Prompt.Index] = Report(answered);
            }
        }

        return results;
    }

    public void Dispose()
    {
        _model.Dispose();
        foreach (var detector in _detectors.Values.OfType<IDisposable>())
        {
            detector.Dispose();
        }
    }

    private static ModelJobResult ReplyTo(ModelJob job) => new()
    {
        JobId = job.JobId,
        ReplyToInstance = job.ReplyToInstance,
        ReplyEvent = job.ReplyEvent,
    };

    private ModelJobResult Report(AnsweredPrompt answered)
    {
        var job = answered.Prompt.Job;
        var result = ReplyTo(job) with
        {
            Answer = answered.Answer,
            Model = $"{Description.Model}@{Description.ModelSha256[..12]}",
            PromptTokens = answered.Prompt.Ids.Length,
            AnswerTokens = answered.AnswerTokens,
            Seconds = answered.Seconds,
        };
        try
        {
            return job.Detection is { } request ? result with { Detection = Detect(answered.Pass!, request) } : result;
        }
        catch (UserInputException e)
        {
            return result with { Error = e.Message, Answer = null };
        }
    }

    private DetectionResult Detect(PromptPass pass, DetectionRequest request)
    {
        var results = new List<DetectorResult>();
        foreach (string name in request.Detectors)
        {
            if (!_detectors.TryGetValue(name, out var detector))
            {
                throw new UserInputException($"detector '{name}' is not one of {string.Join(", ", _detectors.Keys)}.");
            }

            // The model has never read its unknown token, so no sense of it can be found or missed.
            var known = detector.Score(pass, request.Seed).Where((_, i) => pass.Words[i].Id != _model.Tokenizer.UnknownId);
            results.Add(AmbiguitySelector.Select(name, [.. known], _profile!));
        }

        var evidence = _detectors.TryGetValue(DetectorNames.Sae, out var method) && method is LatentDetector latents
            ? latents.Evidence(pass, request.Seed).Select(e => new TokenEvidence(e.Text, e.Span, Math.Round(e.Mismatch, 4), e.Latents))
            : [];
        return new DetectionResult(results, [.. evidence]);
    }
}
