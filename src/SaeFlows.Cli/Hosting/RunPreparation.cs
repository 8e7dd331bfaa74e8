using System.Globalization;
using System.Security.Cryptography;
using SaeFlows.Cli.Commands;
using SaeFlows.Cli.Ledgers;
using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.Core.Prompts;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Questions;

namespace SaeFlows.Cli.Hosting;

/// <summary>A run that is checked in every part, before anything is written.</summary>
internal sealed class RunPreparation
{
    private readonly RunSource _source;
    private readonly RunSettings _settings;

    private RunPreparation(RunSource source, RunSettings settings)
    {
        _source = source;
        _settings = settings;
    }

    /// <exception cref="UserInputException">Dataset, model or arms are at fault.</exception>
    public static async Task<RunPreparation> PrepareAsync(RunRequest request, ModelRuntimePool runtimes, CancellationToken cancellationToken)
    {
        CheckNumbers(request);
        var source = await RunSource.OpenAsync(request, cancellationToken);
        var model = new ModelReference(FullPath(request.Model.Model), FullPath(request.Model.Sae), ShippedData.Domains.Find(request.Model.Domain) is null ? FullPath(request.Model.Domain) : request.Model.Domain);
        var description = runtimes.Get(model).Description;
        CheckArms(request.Arms, description, source);
        var template = request.Template is { } named ? ReadTemplate(named) : null;
        template?.RequireKind(source.AnswerKind);
        var settings = new RunSettings
        {
            Dataset = source.Name,
            DatasetSha256 = source.Sha256,
            Arms = request.Arms,
            Detectors = [.. description.Detectors.Where(detector => source.KnowsTruth || request.Arms.Contains(detector) || detector == ArmSuspects.Detect)],
            Model = model,
            ModelDescription = description,
            Reformulator = "pocket-annotator",
            Verifier = "pocket-checker",
            Template = template,
            MaxNewTokens = request.MaxNewTokens,
            VerificationBudget = request.VerificationBudget,
            Seed = request.Seed ?? 0,
        };
        return new RunPreparation(source, settings);
    }

    /// <summary>A run may only go on with the very model that it began with.</summary>
    /// <exception cref="UserInputException">The files have changed.</exception>
    public static async Task CheckUnchangedAsync(RunRecord run, ModelRuntimePool runtimes)
    {
        var was = run.Settings.ModelDescription;
        var now = await Task.Run(() => runtimes.Get(run.Settings.Model).Description);
        if (was.ModelSha256 != now.ModelSha256 || was.SaeSha256 != now.SaeSha256 || was.DomainSha256 != now.DomainSha256)
        {
            throw new UserInputException(
                $"Run {run.RunId} was queued with other weights, SAE or domain profile than '{run.Settings.Model.Model}' holds now: restore them, or queue a new run.");
        }
    }

    /// <summary>Writes the run and starts its orchestration; it is worked once a host does.</summary>
    public async Task<RunRecord> QueueAsync(EmbeddedHost host, CancellationToken cancellationToken)
    {
        string runId = $"r{DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}";
        var run = await host.Runs.CreateAsync(runId, _settings, _source.ReadAsync(cancellationToken), cancellationToken);
        await RunLedger.RecordQueuedAsync(host.Ledger, run, cancellationToken);
        await host.ScheduleAsync(run, cancellationToken);
        return run;
    }

    private static PromptTemplate ReadTemplate(string named)
    {
        string path = ShippedData.Templates.Find(named) ?? named;
        return File.Exists(path)
            ? PromptTemplateFile.Read(path)
            : throw new UserInputException($"Prompt template '{named}' is neither built in ({string.Join(", ", ShippedData.Templates.Names)}) nor a file.");
    }

    private static string FullPath(string name) => name is BuiltIn.Pocket or BuiltIn.None ? name : Path.GetFullPath(name);

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
