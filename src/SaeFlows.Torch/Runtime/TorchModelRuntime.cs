using SaeFlows.Core;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Sae;

namespace SaeFlows.Torch.Runtime;

/// <summary>
/// The model worker in process: answers questions and detects in the same forward pass, on the CPU. A question longer than the
/// model's context loses its first tokens; detection then covers those that were kept. Words that the vocabulary lacks are never ambiguities.
/// </summary>
public sealed class TorchModelRuntime : IModelRuntime
{
    private readonly PocketDecoder _decoder;
    private readonly DomainProfile _profile;
    private readonly Dictionary<string, ITokenDetector> _detectors;
    private readonly int _batchSize;

    private TorchModelRuntime(PocketDecoder decoder, DomainProfile profile, IReadOnlyList<ITokenDetector> detectors, ModelDescription description, int batchSize)
    {
        _decoder = decoder;
        _profile = profile;
        _detectors = detectors.ToDictionary(d => d.Name);
        Description = description;
        _batchSize = batchSize;
    }

    public ModelDescription Description { get; }

    /// <summary>Loads model, SAE, labels, domain profile and the data of the other detectors.</summary>
    /// <exception cref="UserInputException">A folder or file is missing, truncated, or does not fit the others; the message names it and the fix.</exception>
    public static TorchModelRuntime Load(TorchModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var folder in new[] { options.ModelFolder, options.SaeFolder, options.DomainFolder })
        {
            if (!Directory.Exists(folder))
            {
                throw new UserInputException($"{folder}: no such folder; name one with the model's files.");
            }
        }

        TorchLibrary.EnsureLoaded();
        var decoder = PocketDecoder.Read(options.ModelFolder);
        var (sae, config) = SaeFolder.Read(options.SaeFolder);
        var profilePath = Path.Combine(options.DomainFolder, DomainFolder.ProfileFile);
        var profile = DataFile.Read<DomainProfile>(profilePath);
        if (config.InputSize != decoder.Model.Config.HiddenSize || config.Layer != profile.Layer || config.Layer >= decoder.Model.Config.Layers)
        {
            throw new UserInputException($"{options.SaeFolder}: an SAE of width {config.InputSize} at layer {config.Layer}, but the model has width {decoder.Model.Config.HiddenSize} and the profile {profilePath} names layer {profile.Layer}; all three must belong together.");
        }

        var detectors = DomainFolder.ReadDetectors(options.DomainFolder, options.SaeFolder, sae, profile);
        var description = new ModelDescription(
            options.ModelName,
            FileHash.Of(Path.Combine(options.ModelFolder, PocketDecoder.WeightsFile)),
            Path.GetFileName(Path.TrimEndingDirectorySeparator(options.SaeFolder)),
            FileHash.Of(Path.Combine(options.SaeFolder, SaeFolder.WeightsFile)),
            profile.Name,
            FileHash.Of(profilePath),
            profile.Layer,
            [.. detectors.Select(d => d.Name)],
            config.Metrics);
        return new TorchModelRuntime(decoder, profile, detectors, description, options.BatchSize);
    }

    public IReadOnlyList<ModelJobResult> Run(IReadOnlyList<ModelJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var results = new ModelJobResult[jobs.Count];
        var prompts = jobs.Select((job, index) => Prompt.Of(job, index, _decoder)).ToList();
        foreach (var batch in prompts.GroupBy(p => (p.Ids.Length, p.NewTokens)).SelectMany(g => g.Chunk(_batchSize)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var answered in PromptBatch.Run(_decoder, batch, _profile.Layer))
            {
                results[answered.Prompt.Index] = Report(answered);
            }
        }

        return results;
    }

    public void Dispose()
    {
        _decoder.Dispose();
        foreach (var detector in _detectors.Values.OfType<IDisposable>())
        {
            detector.Dispose();
        }
    }

    private ModelJobResult Report(AnsweredPrompt answered)
    {
        var job = answered.Prompt.Job;
        var result = new ModelJobResult
        {
            JobId = job.JobId,
            ReplyToInstance = job.ReplyToInstance,
            ReplyEvent = job.ReplyEvent,
            Answer = answered.Answer,
            Model = $"{Description.Model}@{Description.ModelSha256[..12]}",
            PromptTokens = answered.Prompt.Ids.Length,
            AnswerTokens = answered.AnswerTokens,
            Seconds = answered.Seconds,
        };
        try
        {
            return job.Detection is { } request ? result with { Detection = Detect(answered.Pass, request) } : result;
        }
        catch (UserInputException e)
        {
            return result with { Error = e.Message, Answer = null };
        }
    }

    private DetectionResult Detect(PromptPass pass, DetectionRequest request)
    {
        var results = new List<DetectorResult>();
        foreach (var name in request.Detectors)
        {
            if (!_detectors.TryGetValue(name, out var detector))
            {
                throw new UserInputException($"detector '{name}' is not one of {string.Join(", ", _detectors.Keys)}.");
            }

            // The model has never read its unknown token, so no sense of it can be found or missed.
            var known = detector.Score(pass, request.Seed).Where((_, i) => pass.Words[i].Id != _decoder.Tokenizer.Unknown);
            results.Add(AmbiguitySelector.Select(name, [.. known], _profile));
        }

        var evidence = _detectors.TryGetValue(DetectorNames.Sae, out var method) && method is LatentDetector latents
            ? latents.Evidence(pass, request.Seed).Select(e => new TokenEvidence(e.Text, e.Span, Math.Round(e.Mismatch, 4), e.Latents))
            : [];
        return new DetectionResult(results, [.. evidence]);
    }
}
