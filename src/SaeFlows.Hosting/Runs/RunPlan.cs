using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Prompts;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Questions;

namespace SaeFlows.Hosting.Runs;

/// <summary>A run that is checked in every part, before anything is written.</summary>
public sealed class RunPlan
{
    private readonly RunSource _source;

    private RunPlan(RunSource source, RunSettings settings)
    {
        _source = source;
        Settings = settings;
    }

    public RunSettings Settings { get; }

    /// <param name="request">What the user asked for; the model reference as the workers will see it.</param>
    /// <param name="describe">What a model reference stands for.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="UserInputException">Dataset, model or arms are at fault.</exception>
    public static async Task<RunPlan> PrepareAsync(
        RunRequest request, Func<ModelReference, CancellationToken, Task<ModelDescription>> describe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(describe);
        CheckNumbers(request);
        var source = await RunSource.OpenAsync(request, cancellationToken);
        var description = await describe(request.Model, cancellationToken);
        CheckArms(request.Arms, description, source);
        var template = request.Template is { } named ? ReadTemplate(named) : null;
        template?.RequireKind(source.AnswerKind);
        var settings = new RunSettings
        {
            Dataset = source.Name,
            DatasetSha256 = source.Sha256,
            Arms = request.Arms,
            Detectors = [.. description.Detectors.Where(detector => source.KnowsTruth || request.Arms.Contains(detector) || detector == ArmSuspects.Detect)],
            Model = request.Model,
            ModelDescription = description,
            Reformulator = "pocket-annotator",
            Verifier = "pocket-checker",
            Template = template,
            MaxNewTokens = request.MaxNewTokens,
            VerificationBudget = request.VerificationBudget,
            Seed = request.Seed ?? 0,
        };
        return new RunPlan(source, settings);
    }

    /// <summary>Writes the run and opens its ledger; it is worked once a host schedules it.</summary>
    public async Task<RunRecord> WriteAsync(string runId, IRunStore runs, ILedger ledger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(ledger);
        var run = await runs.CreateAsync(runId, Settings, _source.ReadAsync(cancellationToken), cancellationToken);
        await RunLedger.RecordQueuedAsync(ledger, run, cancellationToken);
        return run;
    }

    private static PromptTemplate ReadTemplate(string named)
    {
        string path = ShippedData.Templates.Find(named) ?? named;
        return File.Exists(path)
            ? PromptTemplateFile.Read(path)
            : throw new UserInputException($"Prompt template '{named}' is neither built in ({string.Join(", ", ShippedData.Templates.Names)}) nor a file.");
    }

    private static void CheckNumbers(RunRequest request)
    {
        if (request.Limit is <= 0)
        {
            throw new UserInputException($"--limit must be at least 1, not {request.Limit}.");
        }

        if (request.MaxNewTokens < 1)
        {
            throw new UserInputException($"--max-new-tokens must be at least 1, not {request.MaxNewTokens}.");
        }

        if (request.VerificationBudget < 1)
        {
            throw new UserInputException($"--verification-budget must be at least 1, not {request.VerificationBudget}.");
        }
    }

    private static void CheckArms(IReadOnlyList<string> arms, ModelDescription description, RunSource source)
    {
        string[] known = [ArmSuspects.None, ArmSuspects.Always, .. source.KnowsTruth ? [ArmSuspects.Oracle] : Array.Empty<string>(), .. description.Detectors];
        if (arms.Count == 0 || arms.Distinct().Count() != arms.Count)
        {
            throw new UserInputException("--arms needs at least one arm, each once; for example: --arms none,detect");
        }

        if (arms.FirstOrDefault(arm => !known.Contains(arm)) is { } unknown)
        {
            throw new UserInputException($"Arm '{unknown}' is not known here; this dataset and model offer: {string.Join(", ", known)}.");
        }
    }
}
