using SaeFlows.Core.Models;

namespace SaeFlows.Core.Ports;

/// <summary>
/// The frozen model with its SAE and detectors. Deterministic: the same job gives the same result, alone or in a batch.
/// One call at a time; the caller serialises.
/// </summary>
public interface IModelRuntime : IDisposable
{
    ModelDescription Description { get; }

    /// <summary>Runs the jobs as one batch. A job that fails carries its error in its own result and does not harm the others.</summary>
    IReadOnlyList<ModelJobResult> Run(IReadOnlyList<ModelJob> jobs, CancellationToken cancellationToken);
}
