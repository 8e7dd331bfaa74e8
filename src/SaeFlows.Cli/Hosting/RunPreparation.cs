using System.Globalization;
using System.Security.Cryptography;
using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.Core.Runs;
using SaeFlows.Hosting.Runs;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.Hosting;

/// <summary>A run that is checked in every part, before anything is written.</summary>
internal sealed class RunPreparation
{
    private readonly RunPlan _plan;

    private RunPreparation(RunPlan plan) => _plan = plan;

    /// <exception cref="UserInputException">Dataset, model or arms are at fault.</exception>
    public static async Task<RunPreparation> PrepareAsync(RunRequest request, ModelRuntimePool runtimes, CancellationToken cancellationToken)
    {
        var model = new ModelReference(FullPath(request.Model.Model), FullPath(request.Model.Sae), ShippedData.Domains.Find(request.Model.Domain) is null ? FullPath(request.Model.Domain) : request.Model.Domain);
        return new RunPreparation(await RunPlan.PrepareAsync(
            request with { Model = model }, (reference, _) => Task.FromResult(runtimes.Get(reference).Description), cancellationToken));
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
        var run = await _plan.WriteAsync(runId, host.Runs, host.Ledger, cancellationToken);
        await host.ScheduleAsync(run, cancellationToken);
        return run;
    }

    private static string FullPath(string name) => name is BuiltIn.Pocket or ModelReference.None ? name : Path.GetFullPath(name);
}
