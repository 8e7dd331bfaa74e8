using System.Text.Json;
using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>The main job as its users run it, on a part of the built-in dataset.</summary>
public sealed class PocketRunTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Run_PocketMath_PrintsTheContractsObject()
    {
        var run = await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "60");

        Assert.Equal("pocket-math", run.GetProperty("dataset").GetString());
        Assert.Equal(64, run.GetProperty("datasetSha256").GetString()!.Length);
        var counts = run.GetProperty("counts");
        Assert.Equal((60, 60, 0, 0), (Int(counts, "total"), Int(counts, "scored"), Int(counts, "errored"), Int(counts, "abstained")));
        Assert.True(Int(counts, "verificationRetries") > 0, "the verifier refused nothing");
        Assert.Equal(["none", "detect"], run.GetProperty("arms").EnumerateArray().Select(arm => arm.GetProperty("name").GetString()));
        Assert.InRange(run.GetProperty("detection").GetProperty("auc").GetDouble(), 0.7, 1);
        Assert.True(run.GetProperty("questionsPerSecond").GetDouble() > 0);
    }

    [Fact]
    public async Task History_OfAMendedQuestion_TellsEveryStep()
    {
        var run = (await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "40")).GetProperty("run").GetString()!;
        var folder = await ExportAsync(run);
        string mended = File.ReadLines(Path.Combine(folder, "outcomes.jsonl")).Select(line => JsonElement.Parse(line))
            .First(outcome => outcome.GetProperty("arms")[1].GetProperty("result").GetString() == "Helped").GetProperty("questionId").GetString()!;

        var history = await _place.RunJsonAsync(0, "history", run, mended);
        var steps = history.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("body").GetProperty("step").GetString()).ToList();

        Assert.Equal(["answer", "detect"], steps[..2]);
        Assert.Equal(["verify", "re-answer", "score"], steps[^3..]);
        Assert.Contains("reformulate", steps);
    }

    [Fact]
    public async Task VerifyLedger_ExportedBundle_HoldsAndShowsTampering()
    {
        var run = (await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "20")).GetProperty("run").GetString()!;
        string folder = await ExportAsync(run);
        Assert.True((await _place.RunJsonAsync(0, "verify-ledger", folder)).GetProperty("ok").GetBoolean());

        string ledger = Path.Combine(folder, "ledger.jsonl");
        string[] lines = await File.ReadAllLinesAsync(ledger, TestContext.Current.CancellationToken);
        var victim = JsonElement.Parse(lines[7]);
        lines[7] = lines[7].Replace("attempt\\\":1", "attempt\\\":2", StringComparison.Ordinal).Replace("attempt\\u0022:1", "attempt\\u0022:2", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(ledger, lines, TestContext.Current.CancellationToken);

        var fault = (await _place.RunJsonAsync(2, "verify-ledger", folder)).GetProperty("fault");
        Assert.Equal(victim.GetProperty("questionId").GetString(), fault.GetProperty("question").GetString());
        Assert.Equal(victim.GetProperty("key").GetString(), fault.GetProperty("key").GetString());
    }

    [Fact]
    public async Task VerifyLedger_OneByteEditedInTheDatabase_NamesTheEvent()
    {
        var run = (await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "10")).GetProperty("run").GetString()!;
        Assert.True((await _place.RunJsonAsync(0, "verify-ledger", run)).GetProperty("sealed").GetBoolean());
        var (question, sequence) = LedgerTampering.EditOneByte(Path.Combine(_place.Folder, "saeflows.db"));

        var fault = (await _place.RunJsonAsync(2, "verify-ledger", run)).GetProperty("fault");

        Assert.Equal((question, sequence), (fault.GetProperty("question").GetString(), fault.GetProperty("sequence").GetInt64()));
    }

    [Fact]
    public async Task SubmitThenResume_GivesTheFiguresOfOneRun()
    {
        string run = (await _place.RunJsonAsync(0, "submit", "pocket-math", "--limit", "30")).GetProperty("run").GetString()!;
        Assert.Equal("Queued", (await _place.RunJsonAsync(0, "show", run)).GetProperty("status").GetString());

        var resumed = await _place.RunJsonAsync(0, "resume", run);
        var whole = await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "30", "--db", "other.db");

        Assert.Equal(whole.GetProperty("counts").GetRawText(), resumed.GetProperty("counts").GetRawText());
        Assert.Equal(whole.GetProperty("arms").GetRawText(), resumed.GetProperty("arms").GetRawText());
        Assert.Equal("Completed", resumed.GetProperty("status").GetString());
    }

    public void Dispose() => _place.Dispose();

    private async Task<string> ExportAsync(string run)
    {
        var result = await _place.RunAsync("export", run, "bundle");
        Assert.True(result.ExitCode == 0, result.Error);
        return Path.Combine(_place.Folder, "bundle");
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
