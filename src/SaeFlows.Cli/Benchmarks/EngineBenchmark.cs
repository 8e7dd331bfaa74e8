using System.Diagnostics;
using System.Globalization;
using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Cli.Benchmarks;

/// <summary>Measures the embedded engine on this machine: throughput, time per step when idle, memory with a long queue.</summary>
internal static class EngineBenchmark
{
    private const int StepsPerWorkflow = 4;

    /// <summary>Runs all parts in a temporary database under <paramref name="folder"/> and prints a table.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="folder">A folder on the disk to be measured.</param>
    /// <param name="workflows">Workflows of the throughput part.</param>
    /// <param name="queued">Instances of the memory part.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public static async Task<EngineBenchmarkResult> RunAsync(TextWriter output, string folder, int workflows, int queued, CancellationToken cancellationToken)
    {
        var synchronous = SqliteSynchronousMode.Full;
        var path = Path.Combine(folder, $"bench-{Environment.ProcessId}.db");
        try
        {
            var (cold, warm, cpu) = await ThroughputAsync(path, synchronous, workflows, cancellationToken).ConfigureAwait(false);
            Delete(path);
            var (p50, p99) = await StepOverheadAsync(path, synchronous, cancellationToken).ConfigureAwait(false);
            Delete(path);
            var memory = await MemoryAsync(path, synchronous, queued, cancellationToken).ConfigureAwait(false);
            var result = new EngineBenchmarkResult(
                synchronous.ToString().ToUpperInvariant(), Environment.ProcessorCount, workflows, StepsPerWorkflow, cold, warm, cpu, p50, p99, queued, memory);
            await output.WriteLineAsync(result.ToTable()).ConfigureAwait(false);
            return result;
        }
        finally
        {
            Delete(path);
        }
    }

    /// <summary>Workflows per second, scheduling included, in a fresh process and after a round of the same size; processor time of the latter.</summary>
    private static async Task<(double Cold, double Warm, double CpuMicroseconds)> ThroughputAsync(
        string path, SqliteSynchronousMode synchronous, int workflows, CancellationToken cancellationToken)
    {
        await using var bench = await Bench.StartAsync(path, synchronous, cancellationToken).ConfigureAwait(false);
        var cold = await RoundAsync("cold", workflows / 4).ConfigureAwait(false);
        await RoundAsync("warming", workflows).ConfigureAwait(false);
        var before = Environment.CpuUsage.TotalTime;
        var warm = await RoundAsync("warm", workflows).ConfigureAwait(false);
        return (cold, warm, (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / workflows);

        async Task<double> RoundAsync(string name, int count)
        {
            var start = Stopwatch.GetTimestamp();
            bench.Expect(count);
            var scheduled = new List<Task>(count);
            for (var index = 0; index < count; index++)
            {
                scheduled.Add(bench.Engine.ScheduleNewAsync("four", index, string.Create(CultureInfo.InvariantCulture, $"{name}{index:D7}"), cancellationToken));
            }

            await Task.WhenAll(scheduled).ConfigureAwait(false);
            await bench.Engine.WaitForCompletionAsync(string.Create(CultureInfo.InvariantCulture, $"{name}{count - 1:D7}"), cancellationToken).ConfigureAwait(false);
            while ((await bench.OpenAsync(cancellationToken).ConfigureAwait(false)) > 0)
            {
                await Task.Delay(1, cancellationToken).ConfigureAwait(false);
            }

            return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    /// <summary>Milliseconds from the end of one activity to the beginning of the next, one workflow alone.</summary>
    private static async Task<(double P50, double P99)> StepOverheadAsync(string path, SqliteSynchronousMode synchronous, CancellationToken cancellationToken)
    {
        await using var bench = await Bench.StartAsync(path, synchronous, cancellationToken).ConfigureAwait(false);
        for (var round = 0; round < 3; round++)
        {
            bench.Gaps.Clear();
            var id = string.Create(CultureInfo.InvariantCulture, $"steps{round}");
            await bench.Engine.ScheduleNewAsync("steps", 500, id, cancellationToken).ConfigureAwait(false);
            await bench.Engine.WaitForCompletionAsync(id, cancellationToken).ConfigureAwait(false);
        }

        var gaps = bench.Gaps.Order().ToList();
        return (gaps[gaps.Count / 2], gaps[gaps.Count * 99 / 100]);
    }

    /// <summary>Working set in MB while an engine works and a long queue waits behind it.</summary>
    private static async Task<double> MemoryAsync(string path, SqliteSynchronousMode synchronous, int queued, CancellationToken cancellationToken)
    {
        await using var bench = await Bench.StartAsync(path, synchronous, cancellationToken).ConfigureAwait(false);
        var payload = new string('q', 500);
        foreach (var chunk in Enumerable.Range(0, queued).Chunk(1000))
        {
            await Task.WhenAll(chunk.Select(index =>
                bench.Engine.ScheduleNewAsync("waits", payload, string.Create(CultureInfo.InvariantCulture, $"queued{index:D7}"), cancellationToken))).ConfigureAwait(false);
        }

        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1e6;
    }

    private static void Delete(string path)
    {
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(file);
        }
    }

    private sealed class Bench(SqliteDatabase database, SqliteEngine engine) : IAsyncDisposable
    {
        private long _last;

        public SqliteEngine Engine => engine;

        public List<double> Gaps { get; } = [];

        public static async Task<Bench> StartAsync(string path, SqliteSynchronousMode synchronous, CancellationToken cancellationToken)
        {
            Bench? bench = null;
            var registry = new OrchestrationRegistry()
                .AddActivity<int, int>("add", (_, number, _) => Task.FromResult(number + 1))
                .AddActivity<int, int>("timed", (_, number, _) => Task.FromResult(bench!.Step(number)))
                .AddActivity<string, int>("wait", (_, _, stop) => Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => 0, TaskScheduler.Default))
                .AddOrchestration<int, int>("four", 1, async (context, number) =>
                {
                    for (var step = 0; step < StepsPerWorkflow; step++)
                    {
                        number = await context.CallActivityAsync<int>("add", number);
                    }

                    return number;
                })
                .AddOrchestration<int, int>("steps", 1, async (context, count) =>
                {
                    for (var step = 0; step < count; step++)
                    {
                        await context.CallActivityAsync<int>("timed", step);
                    }

                    return count;
                })
                .AddOrchestration<string, int>("waits", 1, (context, text) => context.CallActivityAsync<int>("wait", text));
            var database = SqliteDatabase.Open(path, new SqliteDatabaseOptions { Synchronous = synchronous });
            bench = new Bench(database, new SqliteEngine(database, registry));
            await bench.Engine.StartAsync(cancellationToken).ConfigureAwait(false);
            return bench;
        }

        public void Expect(int count) => Gaps.EnsureCapacity(count);

        public async Task<long> OpenAsync(CancellationToken cancellationToken) =>
            await database.ReadAsync(session => session.Scalar<long>("SELECT count(*) FROM orchestration WHERE owner <> 0"), cancellationToken).ConfigureAwait(false)
            + await database.ReadAsync(session => session.Scalar<long>("SELECT count(*) FROM orchestration WHERE owner = 0 AND ready = 1"), cancellationToken).ConfigureAwait(false);

        public async ValueTask DisposeAsync()
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            await database.DisposeAsync().ConfigureAwait(false);
        }

        private int Step(int number)
        {
            var now = Stopwatch.GetTimestamp();
            if (number > 0)
            {
                Gaps.Add(Stopwatch.GetElapsedTime(_last, now).TotalMilliseconds);
            }

            _last = Stopwatch.GetTimestamp();
            return number;
        }
    }
}
