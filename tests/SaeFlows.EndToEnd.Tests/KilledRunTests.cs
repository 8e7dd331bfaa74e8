using System.Text.Json;
using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>kill -9 in the middle of a run loses nothing and does nothing twice.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int Kills = 10;
    private const int Questions = 240;
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(3);

    private readonly Workplace _place = new();

    [Fact]
    public async Task Resume_AfterTenKills_EqualsTheUndisturbedRun()
    {
        var whole = await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", $"{Questions}", "--db", "whole.db");
        string run = (await _place.RunJsonAsync(0, "submit", "pocket-math", "--limit", $"{Questions}")).GetProperty("run").GetString()!;
        var random = new Random(20260101);
        for (int kill = 1; kill <= Kills; kill++)
        {
            await LiveUntilAsync(run, finished: Questions * kill / (Kills + 1), TimeSpan.FromMilliseconds(random.Next(60)));
        }

        var end = await _place.RunAsync("resume", run, "--json");

        Assert.Empty(FinishedQuestions.Errors(Path.Combine(_place.Folder, "saeflows.db"), run));
        Assert.Equal(0, end.ExitCode);
        var resumed = JsonElement.Parse(end.Output);
        Assert.Equal(whole.GetProperty("counts").GetRawText(), resumed.GetProperty("counts").GetRawText());
        Assert.Equal(whole.GetProperty("arms").GetRawText(), resumed.GetProperty("arms").GetRawText());
        Assert.True((await _place.RunJsonAsync(0, "verify-ledger", run)).GetProperty("sealed").GetBoolean());
        await AssertNothingTwiceAsync(run);
    }

    public void Dispose() => _place.Dispose();

    /// <summary>Starts the run again, waits until so many questions are finished and a random moment more, and kills the process.</summary>
    private async Task LiveUntilAsync(string run, int finished, TimeSpan more)
    {
        using var process = _place.Start("resume", run);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        long deadline = Environment.TickCount64 + (long)LongestLife.TotalMilliseconds;
        while (!process.HasExited && FinishedQuestions.Count(Path.Combine(_place.Folder, "saeflows.db"), run) < finished)
        {
            Assert.True(Environment.TickCount64 < deadline, $"the run did not reach {finished} finished questions");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await Task.Delay(more, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task AssertNothingTwiceAsync(string run)
    {
        Assert.Equal(0, (await _place.RunAsync("export", run, "bundle")).ExitCode);
        var events = File.ReadLines(Path.Combine(_place.Folder, "bundle", "ledger.jsonl")).Select(line => JsonElement.Parse(line)).ToList();
        var scored = events.Where(e => e.GetProperty("key").GetString()!.EndsWith("|score", StringComparison.Ordinal)).Select(e => e.GetProperty("questionId").GetString()).ToList();
        var steps = events.Select(e => JsonElement.Parse(e.GetProperty("body").GetString()!))
            .GroupBy(body => (body.GetProperty("question").GetString(), body.GetProperty("step").GetString(), body.GetProperty("attempt").GetInt32()));

        Assert.Equal(Questions, scored.Count);
        Assert.Equal(Questions, scored.Distinct().Count());
        Assert.All(steps, step => Assert.Single(step));
    }
}
