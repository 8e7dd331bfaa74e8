using System.Diagnostics;
using System.Text.Json;
using SaeFlows.TestKit.Programs;

namespace SaeFlows.Infra.Tests.Docker;

/// <summary>Reads a Dockerfile with the validator that editors use; stands in for a Docker daemon, and builds nothing.</summary>
internal static class DockerfileTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "tests", "SaeFlows.Infra.Tests", "Docker");

    public static async Task<(IReadOnlyList<string> Findings, IReadOnlyList<string> Instructions)> ReadAsync(string dockerfile)
    {
        Assert.SkipWhen(InstalledPrograms.Node is null, InstalledPrograms.NodeMissing);
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "The Dockerfile validator is not installed (npm ci --prefix tests/SaeFlows.Infra.Tests/Docker).");
        var (exitCode, output) = await RunAsync(InstalledPrograms.Node!, Path.Combine(Folder, "lint.mjs"), dockerfile);
        Assert.Equal(0, exitCode);
        using var seen = JsonDocument.Parse(output);
        return (Texts(seen, "findings"), Texts(seen, "instructions"));
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {Patience.TotalSeconds} s.");
        }
    }

    private static List<string> Texts(JsonDocument seen, string name) =>
        [.. seen.RootElement.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
