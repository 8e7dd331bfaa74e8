using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using SaeFlows.AzureStorage.Artifacts;
using SaeFlows.AzureStorage.Ledger;
using SaeFlows.AzureStorage.Runs;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Functions.Clients;
using SaeFlows.Functions.Orchestrations;
using SaeFlows.Functions.Payloads;
using SaeFlows.Functions.Runs;
using SaeFlows.Functions.Sweeps;
using SaeFlows.Orchestrations;
using SaeFlows.Pocket.Reformulation;
using SaeFlows.Pocket.Verification;
using SaeFlows.ServiceBus;

namespace SaeFlows.Functions.Settings;

/// <summary>What the functions are made of.</summary>
internal static class HostComposition
{
    public static IServiceCollection AddSaeFlows(this IServiceCollection services, FunctionSettings settings)
    {
        var storage = settings.Storage;
        services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(DurableJson.Options));
        return services
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new BlobArtifactStore(storage.Container(storage.ArtifactContainer)))
            .AddSingleton<IArtifactStore>(provider => provider.GetRequiredService<BlobArtifactStore>())
            .AddSingleton(new BlobModelDirectory(storage.Container(storage.ArtifactContainer)))
            .AddSingleton(new BlobDatasets(storage.Container(storage.DatasetContainer)))
            .AddSingleton<ILedger>(new TableLedger(storage.Table(), TimeProvider.System))
            .AddSingleton<IRunStore>(new TableRunStore(storage.Table(), TimeProvider.System))
            .AddSingleton(_ => new ServiceBusNamespace(settings.ServiceBus))
            .AddSingleton<IReformulator, PocketAnnotator>()
            .AddSingleton<IVerifier, PocketChecker>()
            .AddSingleton(provider =>
            {
                var artifacts = provider.GetRequiredService<BlobArtifactStore>();
                return new PayloadCodec(artifacts.Put, artifacts.Get, settings.ClaimCheckBytes);
            })
            .AddSingleton<DurableClients>()
            .AddSingleton(Catalog)
            .AddSingleton<ActivityRunner>()
            .AddSingleton<Submissions>()
            .AddSingleton<RunSweep>();
    }

    private static OrchestrationRegistry Catalog(IServiceProvider provider) => OrchestrationCatalog.Create(
        provider.GetRequiredService<IRunStore>(),
        provider.GetRequiredService<ILedger>(),
        provider.GetRequiredService<ServiceBusNamespace>().OpenQueue(ModelMessages.JobsQueue),
        provider.GetRequiredService<IReformulator>(),
        provider.GetRequiredService<IVerifier>(),
        () => provider.GetRequiredService<DurableClients>().Current,
        provider.GetRequiredService<TimeProvider>());
}
