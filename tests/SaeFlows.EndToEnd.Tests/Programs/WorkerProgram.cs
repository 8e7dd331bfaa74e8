using System.Diagnostics;

namespace SaeFlows.EndToEnd.Tests.Programs;

/// <summary>The container's program as a process with settings of its own.</summary>
internal static class WorkerProgram
{
    public static Process Start(params (string Name, string Value)[] settings)
    {
        Assert.True(File.Exists(Repository.Worker), $"{Repository.Worker} is missing: build the solution first.");
        var start = new ProcessStartInfo("dotnet", [Repository.Worker]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("SAEFLOWS_QUEUE");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    /// <summary>Reads the program's output up to the line that says it is ready.</summary>
    public static async Task UntilReadyAsync(Process worker)
    {
        while (await worker.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("ready", StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The worker ended before it was ready: {await worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }
}
