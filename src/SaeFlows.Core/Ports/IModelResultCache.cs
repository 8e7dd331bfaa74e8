using SaeFlows.Core.Models;

namespace SaeFlows.Core.Ports;

/// <summary>
/// Results of model jobs by content, so that a redelivered job is not computed again. Bounded: an entry may be gone at any
/// time. Thread-safe; putting the same key twice is harmless.
/// </summary>
public interface IModelResultCache
{
    /// <summary>The result stored under <paramref name="key"/> (<see cref="ModelJobFingerprint"/>), or null.</summary>
    Task<ModelJobResult?> FindAsync(string key, CancellationToken cancellationToken);

    Task PutAsync(string key, ModelJobResult result, CancellationToken cancellationToken);
}
