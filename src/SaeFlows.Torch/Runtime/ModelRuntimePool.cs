using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Torch.Models;

namespace SaeFlows.Torch.Runtime;

/// <summary>Loads each model once and gives every job to the one that it names; itself a runtime, so that one worker serves all runs.</summary>
public sealed class ModelRuntimePool : IModelRuntime
{
    private readonly Dictionary<ModelReference, IModelRuntime> _runtimes = [];
    private readonly Lock _loading = new();
    private readonly Func<ModelReference, ModelReference> _folders;

    private readonly ModelLoadOptions _options;

    /// <param name="folders">Turns names into folders; loading happens on first use.</param>
    /// <param name="options">Device and number type of all models; null takes the CPU.</param>
    public ModelRuntimePool(Func<ModelReference, ModelReference> folders, ModelLoadOptions? options = null)
    {
        _folders = folders;
        _options = options ?? new ModelLoadOptions();
    }

    /// <summary>Not one model: ask <see cref="Get"/>.</summary>
    public ModelDescription Description => throw new NotSupportedException("A pool holds several models; ask Get(reference).Description.");

    public ModelDescription DescriptionOf(ModelReference model) => Get(model).Description;

    /// <summary>The runtime of that model, loaded on first use.</summary>
    /// <exception cref="UserInputException">A folder or file is missing or broken.</exception>
    public IModelRuntime Get(ModelReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        lock (_loading)
        {
            if (!_runtimes.TryGetValue(reference, out var runtime))
            {
                _runtimes[reference] = runtime = TorchModelRuntime.Load(OptionsOf(reference));
            }

            return runtime;
        }
    }

    public IReadOnlyList<ModelJobResult> Run(IReadOnlyList<ModelJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var results = new Dictionary<string, ModelJobResult>(StringComparer.Ordinal);
        foreach (var group in jobs.GroupBy(job => job.Model))
        {
            foreach (var result in RunGroup(group.Key, [.. group], cancellationToken))
            {
                results[result.JobId] = result;
            }
        }

        return [.. jobs.Select(job => results[job.JobId])];
    }

    public void Dispose()
    {
        foreach (var runtime in _runtimes.Values)
        {
            runtime.Dispose();
        }
    }

    private TorchModelOptions OptionsOf(ModelReference reference)
    {
        var folders = _folders(reference);
        return new TorchModelOptions
        {
            ModelName = Path.GetFileName(Path.TrimEndingDirectorySeparator(reference.Model)),
            ModelFolder = folders.Model,
            Loading = _options,
            SaeFolder = folders.Sae == ModelReference.None ? null : folders.Sae,
            DomainFolder = folders.Domain == ModelReference.None ? null : folders.Domain,
        };
    }

    private IReadOnlyList<ModelJobResult> RunGroup(ModelReference model, IReadOnlyList<ModelJob> jobs, CancellationToken cancellationToken)
    {
        try
        {
            return Get(model).Run(jobs, cancellationToken);
        }
        catch (UserInputException error)
        {
            return [.. jobs.Select(job => new ModelJobResult
            {
                JobId = job.JobId,
                ReplyToInstance = job.ReplyToInstance,
                ReplyEvent = job.ReplyEvent,
                Error = error.Message,
            })];
        }
    }
}
