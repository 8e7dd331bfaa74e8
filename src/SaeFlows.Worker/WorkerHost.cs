using System.Runtime.InteropServices;
using SaeFlows.AzureStorage.Artifacts;
using SaeFlows.Core.Models;
using SaeFlows.Hosting.Workers;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Worker;

/// <summary>Loads the models, tells of them, and works jobs until the process is asked to stop.</summary>
internal static class WorkerHost
{
    private static readonly TimeSpan s_receiveWait = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(WorkerSettings settings)
    {
        using var stopping = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }

        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var telemetry = Telemetry.StartWhereConfigured();
        TorchDevice.Require(settings.Device);
        await FetchModelsAsync(settings, stopping.Token);
        using var runtimes = new ModelRuntimePool(new ModelFolders(settings.ModelFolder).Find, new ModelLoadOptions { DeviceName = settings.Device });
        await LoadAsync(settings, runtimes, stopping.Token);

        await using var queues = new WorkerQueues(settings.Queue);
        var options = new ModelWorkerOptions { MaxBatch = settings.MaxBatch, ReceiveWait = s_receiveWait, DrainTimeout = TimeSpan.FromSeconds(settings.DrainSeconds) };
        var worker = new ModelWorker(queues.Jobs, queues.Results, runtimes, options: options, evidence: Evidence(settings));
        using var health = settings.HealthPort is { } port ? HealthEndpoint.Start(port, () => worker.Status, HealthEndpoint.AnyAddress) : null;
        Console.WriteLine($"Model worker ready on {queues.Jobs.Name}, device {settings.Device}.");
        await worker.RunAsync(stopping.Token);
        Console.WriteLine("Model worker drained.");
    }

    private static async Task FetchModelsAsync(WorkerSettings settings, CancellationToken cancellationToken)
    {
        if (settings is { Storage: { } storage, ModelContainer: { } container })
        {
            await new BlobFolder(storage.Container(container)).FetchAsync(settings.ModelFolder, cancellationToken);
        }
    }

    private static async Task LoadAsync(WorkerSettings settings, ModelRuntimePool runtimes, CancellationToken cancellationToken)
    {
        foreach (var reference in settings.Models)
        {
            var description = runtimes.Get(reference).Description;
            if (settings.Storage is { } storage)
            {
                await new BlobModelDirectory(storage.Container(storage.ArtifactContainer)).PublishAsync(reference, description, cancellationToken);
            }

            Console.WriteLine($"Model {reference.Model} loaded.");
        }
    }

    private static EvidenceClaimCheck? Evidence(WorkerSettings settings) =>
        settings.Storage is { } storage ? new EvidenceClaimCheck(new BlobArtifactStore(storage.Container(storage.ArtifactContainer))) : null;
}
