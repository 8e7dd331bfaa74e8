using SaeFlows.Core.Models;

namespace SaeFlows.Core.Ports;

/// <summary>
/// The frozen model with its SAE and detectors. Deterministic: the same job gives the same result, alone or in a batch.
/// One call at a time; the caller serialises.
/// </summary>
public interface IModelRuntime : IDisposable
{
    /// <summary>What is loaded.</summary>
    ModelDescription Description { get; }

    /// <summary>What a job for that model would run on; a runtime that holds several models overrides this.</summary>
    /// <exception cref="UserInputException">That model cannot be loaded.</exception>
    ModelDescription DescriptionOf(ModelReference model) => Description;

    /// <summary>Runs the jobs as one batch. A job that fails carries its error in its own result and does not harm the others.</summary>
    IReadOnlyList<ModelJobResult> Run(IReadOnlyList<ModelJob> jobs, CancellationToken cancellationToken);
}
