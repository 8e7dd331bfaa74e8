using DurableTask.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SaeFlows.Core.Durability;
using SaeFlows.Functions.Clients;
using SaeFlows.Functions.Payloads;
using SaeFlows.TestKit.Brokers;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Azure.Tests.Engine;

/// <summary>
/// Durable Task's own engine in this process: its in-memory store behind its gRPC server, and its worker, on which the host's
/// orchestrators and activities are registered.
/// </summary>
internal sealed class DurableTaskHost : IEngineHost
{
    private const string Probe = "probe";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly ObservedService _service;
    private readonly Action<DurableTaskRegistry, DurableTaskHost> _register;
    private readonly string _address = $"http://127.0.0.1:{FreePorts.Take(1)[0]}";
    private readonly WebApplication _sidecar;
    private IHost _worker = null!;
    private GrpcChannel _channel = null!;

    private DurableTaskHost(Action<DurableTaskRegistry, DurableTaskHost> register, PayloadCodec payloads, bool manualClock)
    {
        _register = register;
        Payloads = payloads;
        var store = new InMemoryOrchestrationService();
        _service = new ObservedService(store, store, manualClock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(_address).ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<IOrchestrationService>(_service).AddSingleton(_service.Client).AddSingleton<TaskHubGrpcServer>();
        _sidecar = builder.Build();
        _sidecar.MapGrpcService<TaskHubGrpcServer>();
    }

    public PayloadCodec Payloads { get; }

    public DurableTaskClient Durable { get; private set; } = null!;

    public IOrchestrationClient Client { get; private set; } = null!;

    public static async Task<DurableTaskHost> StartAsync(Action<DurableTaskRegistry, DurableTaskHost> register, PayloadCodec payloads, bool manualClock)
    {
        var host = new DurableTaskHost(register, payloads, manualClock);
        await host._sidecar.StartAsync();
        await host.StartWorkerAsync();
        return host;
    }

    public void Advance(TimeSpan by) => _service.Advance(by);

    public async Task RestartAsync()
    {
        await StopWorkerAsync();
        await StartWorkerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopWorkerAsync();
        await _sidecar.DisposeAsync();
    }

    private async Task StartWorkerAsync()
    {
        _channel = GrpcChannel.ForAddress(_address);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDurableTaskWorker(worker =>
        {
            worker.UseGrpc(_channel);
            worker.AddTasks(tasks =>
            {
                _register(tasks, this);
                tasks.AddOrchestratorFunc(Probe, _ => Task.CompletedTask);
            });
        });
        builder.Services.AddDurableTaskClient(client =>
        {
            client.UseGrpc(_channel);
            client.RegisterDirectly();
        });
        _worker = builder.Build();
        Durable = new HistoryClient(_worker.Services.GetRequiredService<DurableTaskClient>(), _service.History);
        Client = new DurableOrchestrationClient(Durable, Payloads);
        await _worker.StartAsync();
        while (!await IsConnectedAsync())
        {
        }
    }

    /// <summary>The server has no locks: what it hands to a stream that is just closing is lost, so the new one must be known to work.</summary>
    private async Task<bool> IsConnectedAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            string probe = await Durable.ScheduleNewOrchestrationInstanceAsync(Probe, patience.Token);
            await Durable.WaitForInstanceCompletionAsync(probe, patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task StopWorkerAsync()
    {
        await _worker.StopAsync();
        _worker.Dispose();
        _channel.Dispose();
    }
}
