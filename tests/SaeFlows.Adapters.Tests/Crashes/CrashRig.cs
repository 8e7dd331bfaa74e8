using System.Diagnostics;
using System.Globalization;
using SaeFlows.Core.Durability;
using SaeFlows.CrashHost;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Adapters.Tests.Crashes;

/// <summary>
/// Runs worker processes on one database, kills them, and keeps book of what must never happen: an activity whose completion was
/// in the database runs again, or one process runs an activity twice.
/// </summary>
internal sealed class CrashRig(int workflows) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HashSet<string> _committed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _read = new(StringComparer.Ordinal);
    private readonly List<Process> _processes = [];

    /// <summary>Runs that the rules forbid.</summary>
    public List<string> Violations { get; } = [];

    private string Database => _folder.File("crash.db");

    /// <summary>Ends what still runs, then deletes everything.</summary>
    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>Starts a worker and returns once its engine runs; null when it ended before.</summary>
    public async Task<Process> StartAsync(long maxPages = 0)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "SaeFlows.CrashHost.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments = [host, Database, _folder.Path, workflows.ToString(CultureInfo.InvariantCulture), maxPages.ToString(CultureInfo.InvariantCulture)];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_QuickJitForLoops"] = "1";
        var process = Process.Start(start)!;
        _processes.Add(process);
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return process;
    }

    /// <summary>SIGKILL: no handler, no flush, no goodbye.</summary>
    public static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Compares what ran since the last look with what was already in the database then, and looks again; says how much ran.</summary>
    public async Task<int> CheckRunsAsync()
    {
        var runs = NewRuns();
        foreach (var line in runs)
        {
            var key = line.Split(' ')[1];
            if (_committed.Contains(key))
            {
                Violations.Add($"ran again after its completion was committed: {line}");
            }

            if (!_seen.Add(line))
            {
                Violations.Add($"ran twice in one process: {line}");
            }
        }

        if (!File.Exists(Database))
        {
            return runs.Count;
        }

        await using var database = SqliteDatabase.Open(Database);
        database.Migrate(EngineSchema.Component);
        foreach (var payload in await database.ReadAsync(
            session => session.Query(
                "SELECT payload FROM orchestration_history WHERE kind = $k", row => row.GetString(0), ("$k", (int)HistoryEventKind.TaskCompleted)),
            TestContext.Current.CancellationToken))
        {
            _committed.Add(DurableJson.Deserialize<string>(payload)!);
        }

        // Runs between the two looks may have begun before their completion was committed, so the book begins here.
        foreach (var line in NewRuns())
        {
            _seen.Add(line);
        }

        return runs.Count;
    }

    /// <summary>Every workflow has ended once, with the output of an undisturbed run.</summary>
    public async Task AssertCompleteAsync()
    {
        await using var database = SqliteDatabase.Open(Database);
        await using var engine = new SqliteEngine(database, new OrchestrationRegistry());
        foreach (var (id, name, _) in CrashWorkflows.All(workflows))
        {
            var instance = await engine.GetAsync(id, TestContext.Current.CancellationToken);
            Assert.Equal((id, OrchestrationRuntimeStatus.Completed), (id, instance!.Status));
            Assert.Equal(CrashWorkflows.Expected(id, name), DurableJson.Deserialize<string>(instance.Output));
            var history = await engine.GetHistoryAsync(id, TestContext.Current.CancellationToken);
            Assert.Single(history, happened => happened.Kind == HistoryEventKind.ExecutionCompleted);
        }

        Assert.Empty(Violations);
    }

    private List<string> NewRuns()
    {
        var lines = new List<string>();
        foreach (var log in Directory.GetFiles(_folder.Path, "runs-*.log"))
        {
            using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            var text = reader.ReadToEnd();
            var whole = text[..(text.LastIndexOf('\n') + 1)];
            lines.AddRange(whole[_read.GetValueOrDefault(log)..].Split('\n', StringSplitOptions.RemoveEmptyEntries));
            _read[log] = whole.Length;
        }

        return lines;
    }
}
