using Microsoft.DurableTask.Client;
using SaeFlows.Core.Durability;
using SaeFlows.Functions.Payloads;

namespace SaeFlows.Functions.Clients;

/// <summary>
/// The platform hands a client to each invocation, the catalog wants one for the process: an invocation lends its own for as long
/// as it runs.
/// </summary>
public sealed class DurableClients(PayloadCodec payloads)
{
    private readonly AsyncLocal<IOrchestrationClient?> _current = new();

    /// <summary>The client of the invocation at hand.</summary>
    public IOrchestrationClient Current => _current.Value ?? throw new InvalidOperationException("This activity's function lends no durable client.");

    public IOrchestrationClient Of(DurableTaskClient client) => new DurableOrchestrationClient(client, payloads);

    /// <summary>Lends the client until the returned scope is disposed.</summary>
    public IDisposable Use(DurableTaskClient client)
    {
        _current.Value = Of(client);
        return new Scope(this);
    }

    private sealed class Scope(DurableClients owner) : IDisposable
    {
        public void Dispose() => owner._current.Value = null;
    }
}
