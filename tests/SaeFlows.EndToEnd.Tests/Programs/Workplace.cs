using System.Diagnostics;
using System.Text.Json;

namespace SaeFlows.EndToEnd.Tests.Programs;

/// <summary>An empty folder in which the real program is started.</summary>
internal sealed class Workplace : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saeflows-test-");

    public string Folder => _folder.FullName;

    public string Write(string name, string content)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Runs the program to its end.</summary>
    public async Task<ProgramResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"saeflows {string.Join(' ', arguments)} did not end within {Patience}; it said: {await error}");
        }

        return new ProgramResult(process.ExitCode, await output, await error);
    }

    /// <summary>Runs the program, expects that exit code, and returns the JSON object that it printed.</summary>
    public async Task<JsonElement> RunJsonAsync(int exitCode, params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode} instead of {exitCode}: {result.Error}{result.Output}");
        return JsonElement.Parse(result.Output);
    }

    /// <summary>Starts the program.</summary>
    public Process Start(params string[] arguments)
    {
        Assert.True(File.Exists(Repository.Program), $"{Repository.Program} is missing: build the solution first.");
        var start = new ProcessStartInfo("dotnet", [Repository.Program, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
