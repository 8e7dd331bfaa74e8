using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SaeFlows.Azure.Tests.Engine;
using SaeFlows.Azure.Tests.Runs;
using SaeFlows.AzureStorage;
using SaeFlows.AzureStorage.Artifacts;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Functions.Clients;
using SaeFlows.Functions.Orchestrations;
using SaeFlows.Functions.Payloads;
using SaeFlows.Functions.Runs;
using SaeFlows.Functions.Settings;
using SaeFlows.Functions.Triggers;
using SaeFlows.Hosting.Runs;
using SaeFlows.Orchestrations;
using SaeFlows.TestKit.Fakes;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>
/// The Functions host's own composition on the storage emulator: its HTTP functions behind a web server, its orchestrators and activities on
/// Durable Task in this process, and the pocket model on queues in memory, whose replies all come twice through the trigger.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private readonly InMemoryJobQueue _jobs = new(ModelMessages.JobsQueue, TimeProvider.System);
    private readonly InMemoryJobQueue _results = new(ModelMessages.ResultsQueue, TimeProvider.System);
    private readonly ModelRuntimePool _runtimes = new(BuiltIn.Folders);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];
    private readonly ServiceProvider _services;
    private DurableTaskHost _engine = null!;
    private FunctionsServer _server = null!;

    private FunctionsHost(AzureStorageSettings storage)
    {
        Storage = storage;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ServiceBus:fullyQualifiedNamespace"] = "name.servicebus.windows.net",
            ["SaeFlows:Storage:ConnectionString"] = storage.ConnectionString,
            ["SaeFlows:Storage:ArtifactContainer"] = storage.ArtifactContainer,
            ["SaeFlows:Storage:DatasetContainer"] = storage.DatasetContainer,
            ["SaeFlows:Storage:LedgerTable"] = storage.LedgerTable,
        }).Build();
        _services = new ServiceCollection().AddLogging().AddSaeFlows(FunctionSettings.Read(configuration)).AddSingleton(Catalog).BuildServiceProvider();
    }

    public AzureStorageSettings Storage { get; }

    public HttpClient Http => _server.Http;

    public IOrchestrationClient Client => _engine.Client;

    public IRunStore Runs => _services.GetRequiredService<IRunStore>();

    public ILedger Ledger => _services.GetRequiredService<ILedger>();

    /// <param name="storage">Settings with names that no other host uses; containers and table are made.</param>
    /// <param name="works">Whether a model worker is there; without one every run waits for its first answer.</param>
    public static async Task<FunctionsHost> StartAsync(AzureStorageSettings storage, bool works = true)
    {
        await storage.Container(storage.ArtifactContainer).CreateAsync();
        await storage.Container(storage.DatasetContainer).CreateAsync();
        await storage.Table().CreateAsync();
        var host = new FunctionsHost(storage);
        var model = new ModelReference(BuiltIn.Pocket, BuiltIn.Pocket, BuiltIn.Pocket);
        await host._services.GetRequiredService<BlobModelDirectory>().PublishAsync(model, host._runtimes.Get(model).Description, CancellationToken.None);
        var orchestrators = host.Create<OrchestratorFunctions>();
        var activities = host.Create<ActivityFunctions>();
        host._engine = await DurableTaskHost.StartAsync(
            (tasks, started) => FunctionTasks.Register(tasks, started, orchestrators, activities), host._services.GetRequiredService<PayloadCodec>(), manualClock: false);
        host._server = await FunctionsServer.StartAsync(host._engine.Durable, host.Create<RunStartFunctions>(), host.Create<RunQueryFunctions>());
        if (works)
        {
            host._loops.Add(Task.Run(() => new ModelWorker(host._jobs, host._results, host._runtimes).RunAsync(host._stopping.Token), CancellationToken.None));
            host._loops.Add(Task.Run(host.HandOverAsync, CancellationToken.None));
        }

        return host;
    }

    /// <summary>Gives a message to the trigger on <c>dataset-submissions</c>.</summary>
    public async Task<Settlement> SubmitMessageAsync(string body, CancellationToken cancellationToken)
    {
        var actions = new RecordingActions();
        await Create<DatasetSubmissionFunction>().RunAsync(ServiceBusFakes.Received(body), actions, _engine.Durable, cancellationToken);
        return actions.Settled;
    }

    /// <summary>Gives a message to the trigger on <c>model-results</c>.</summary>
    public async Task<Settlement> AnswerAsync(JobMessage message, CancellationToken cancellationToken)
    {
        var actions = new RecordingActions();
        await Create<ModelResultFunction>().RunAsync(ServiceBusFakes.Received(message), actions, _engine.Durable, cancellationToken);
        return actions.Settled;
    }

    /// <summary>A job that no worker has taken; waits until there is one.</summary>
    public async Task<ModelJob> NextJobAsync(CancellationToken cancellationToken)
    {
        var received = await _jobs.ReceiveAsync(1, TimeSpan.FromSeconds(30), cancellationToken);
        Assert.True(received.Count == 1, "No model job came within 30 s.");
        return ModelMessages.ReadJob(received[0].Message);
    }

    /// <summary>Waits for an instance's end, for no longer than a minute.</summary>
    public async Task<OrchestrationInstance> EndAsync(string instanceId, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            return await Client.WaitForCompletionAsync(instanceId, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var seen = await Client.GetAsync(instanceId, cancellationToken);
            throw new TimeoutException($"Instance '{instanceId}' did not end within a minute; it is {seen?.Status.ToString() ?? "unknown"}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        await _server.DisposeAsync();
        await _engine.DisposeAsync();
        await _services.DisposeAsync();
        _runtimes.Dispose();
        _stopping.Dispose();
    }

    private async Task HandOverAsync()
    {
        try
        {
            while (true)
            {
                foreach (var reply in await _results.ReceiveAsync(16, TimeSpan.FromSeconds(5), _stopping.Token))
                {
                    var both = await Task.WhenAll(AnswerAsync(reply.Message, CancellationToken.None), AnswerAsync(reply.Message, CancellationToken.None));
                    Assert.All(both, settled => Assert.Equal("complete", settled.Verb));
                    await _results.CompleteAsync(reply, CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Asked to stop while waiting.
        }
    }

    private T Create<T>() => ActivatorUtilities.CreateInstance<T>(_services);

    private OrchestrationRegistry Catalog(IServiceProvider provider) => OrchestrationCatalog.Create(
        provider.GetRequiredService<IRunStore>(),
        provider.GetRequiredService<ILedger>(),
        _jobs,
        provider.GetRequiredService<IReformulator>(),
        provider.GetRequiredService<IVerifier>(),
        () => provider.GetRequiredService<DurableClients>().Current,
        provider.GetRequiredService<TimeProvider>());
}
