using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SaeFlows.Functions.Clients;
using SaeFlows.Functions.Settings;

namespace SaeFlows.Functions.Sweeps;

/// <summary>Sweeps every hour.</summary>
public sealed class SweepFunction(RunSweep sweep, DurableClients clients, FunctionSettings settings)
{
    [Function("Sweep")]
    public Task RunAsync([TimerTrigger("0 0 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        sweep.SweepAsync(clients.Of(client), TimeSpan.FromDays(settings.HistoryRetentionDays), cancellationToken);
}
