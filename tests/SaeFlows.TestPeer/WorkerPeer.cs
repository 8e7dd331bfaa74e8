using System.Diagnostics;
using System.Runtime.InteropServices;
using SaeFlows.Core.Models;
using SaeFlows.TestKit.Fakes;

namespace SaeFlows.TestPeer;

/// <summary>
/// A model worker whose model obeys the question: <c>die</c> kills the process by SIGKILL in the middle of the job,
/// <c>wait</c> computes until a line of input comes; anything else is answered. Each computation is a line of output.
/// </summary>
internal static class WorkerPeer
{
    public static async Task<int> RunAsync(string connection)
    {
        PeerInput.Follow();
        await using var queues = new PeerQueues(connection);
        await using var jobs = queues.Open(ModelMessages.JobsQueue);
        await using var results = queues.Open(ModelMessages.ResultsQueue);
        using var stopping = new CancellationTokenSource();
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stopping.Cancel();
        });
        using var runtime = new ScriptedModelRuntime { Answer = Answer };
        var options = new ModelWorkerOptions { MaxBatch = 4, MaxDeliveries = 3, ReceiveWait = TimeSpan.FromSeconds(5), MaxBackoff = TimeSpan.FromSeconds(1) };
        Console.WriteLine("ready");
        await new ModelWorker(jobs, results, runtime, queues.Cache, options).RunAsync(stopping.Token);
        Console.WriteLine("drained");
        return 0;
    }

    private static ModelJobResult Answer(ModelJob job, CancellationToken cancellationToken)
    {
        Console.WriteLine($"computing {job.JobId}");
        if (job.Question == "die")
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }

        if (job.Question == "wait")
        {
            PeerInput.Next();
        }

        return new ModelJobResult { JobId = job.JobId, Answer = $"answer to {job.Question}" };
    }
}
