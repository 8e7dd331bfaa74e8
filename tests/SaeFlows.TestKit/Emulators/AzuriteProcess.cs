using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using SaeFlows.TestKit.Brokers;
using SaeFlows.TestKit.Programs;

namespace SaeFlows.TestKit.Emulators;

/// <summary>Microsoft's storage emulator as processes of the test run, on ports of its own, in memory.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private const string Account = "saeflowstests";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // An account of this run alone: the emulator takes its accounts from the environment.
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private readonly List<Process> _processes = [];
    private int _blobPort;
    private int _tablePort;

    private AzuriteProcess()
    {
    }

    /// <summary>Why it cannot be started here; null where it can.</summary>
    public static string? Missing { get; } = FindScripts() is null || InstalledPrograms.Node is null
        ? "azurite is not installed (apt-get install nodejs npm; npm ci --prefix tests/SaeFlows.Adapters.Tests/AzureStorage/Emulator)."
        : null;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={_key};"
        + $"BlobEndpoint=http://127.0.0.1:{_blobPort}/{Account};TableEndpoint=http://127.0.0.1:{_tablePort}/{Account};";

    public static async Task<AzuriteProcess> StartAsync()
    {
        string scripts = FindScripts()!;
        var azurite = new AzuriteProcess();
        try
        {
            azurite._blobPort = await azurite.StartAsync(Path.Combine(scripts, "blob", "main.js"), "blob");
            azurite._tablePort = await azurite.StartAsync(Path.Combine(scripts, "table", "main.js"), "table");
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task<int> StartAsync(string script, string service)
    {
        int port = FreePorts.Take(1)[0];
        _processes.Add(Process.Start(new ProcessStartInfo(InstalledPrograms.Node!, [script, $"--{service}Port", $"{port}", "--inMemoryPersistence", "--silent", "--skipApiVersionCheck"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{_key}" },
        })!);
        long since = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(port))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < s_patience, $"azurite's {service} service did not open its port within {s_patience.TotalSeconds} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return port;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string? FindScripts()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string scripts = Path.Combine(folder.FullName, "tests", "SaeFlows.Adapters.Tests", "AzureStorage", "Emulator", "node_modules", "azurite", "dist", "src");
            if (Directory.Exists(scripts))
            {
                return scripts;
            }
        }

        return null;
    }
}
