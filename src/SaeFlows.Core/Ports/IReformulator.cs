using SaeFlows.Core.Reformulation;

namespace SaeFlows.Core.Ports;

/// <summary>Proposes a text that says the same without the ambiguous spans. Thread-safe; may be called again for the same request.</summary>
public interface IReformulator
{
    Task<Rewrite> ReformulateAsync(ReformulationRequest request, CancellationToken cancellationToken);
}
