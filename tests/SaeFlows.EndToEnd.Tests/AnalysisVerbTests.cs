using System.Text.Json;
using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>Control arms, comparison of runs, and blind sheets, as users run them.</summary>
public sealed class AnalysisVerbTests : IDisposable
{
    private const string AllArms = "none,detect,always,random,shuffled,frequency,bigram,surprisal,probe,oracle";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Run_AllArms_TestsTheMethodAgainstEach()
    {
        var run = await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "30", "--arms", AllArms);

        Assert.Equal(AllArms.Split(','), run.GetProperty("arms").EnumerateArray().Select(arm => arm.GetProperty("name").GetString()));
        Assert.All(run.GetProperty("arms").EnumerateArray(), arm => Assert.Equal(2, arm.GetProperty("accuracyCi").GetArrayLength()));
        var comparisons = run.GetProperty("comparisons").EnumerateArray().ToList();
        Assert.Equal(AllArms.Split(',').Where(arm => arm != "detect"), comparisons.Select(comparison => comparison.GetProperty("second").GetString()));
        Assert.All(comparisons, comparison => Assert.True(comparison.GetProperty("holmP").GetDouble() >= comparison.GetProperty("mcnemarP").GetDouble()));

        string shown = (await _place.RunAsync("show", "last")).Output;
        Assert.All(comparisons, comparison => Assert.Contains(comparison.GetProperty("sentence").GetString()!, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_TwoRuns_PairsQuestionsAndChecksTheDataset()
    {
        string generous = Id(await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "40"));
        string strict = Id(await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "40", "--verification-budget", "1"));
        string foreign = Id(await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "10", "--seed", "7"));

        var comparison = await _place.RunJsonAsync(0, "compare", generous, strict);
        var arms = comparison.GetProperty("arms").EnumerateArray().ToList();
        Assert.Equal(40, comparison.GetProperty("scoredInBoth").GetInt64());
        Assert.Equal(0, arms[0].GetProperty("comparison").GetProperty("difference").GetDouble());
        Assert.True(arms[1].GetProperty("comparison").GetProperty("difference").GetDouble() > 0, "a budget of one proposal should mend less");

        var refused = await _place.RunAsync("compare", generous, foreign);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("different datasets", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Sample_ComesBackAsAgreement()
    {
        await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "40", "--arms", "none,detect,always");
        Assert.Equal(0, (await _place.RunAsync("report", "sample", "last", "--out", "sheet.csv", "--count", "30")).ExitCode);

        string sheet = Path.Combine(_place.Folder, "sheet.csv");
        var lines = File.ReadAllLines(sheet).Select((line, i) => i == 0 ? line : line.Replace(",,same|", i % 3 == 0 ? ",different,same|" : ",same,same|", StringComparison.Ordinal));
        _place.Write("ann.csv", string.Join('\n', lines));
        var agreement = await _place.RunJsonAsync(0, "report", "agreement", "ann.csv", "--key", "sheet.key.csv");

        var rater = Assert.Single(agreement.GetProperty("raters").EnumerateArray());
        Assert.Equal(agreement.GetProperty("items").GetInt32(), rater.GetProperty("answered").GetInt32());
        Assert.InRange(rater.GetProperty("kappa").GetDouble(), -1, 1);
        Assert.Equal(rater.GetProperty("answered").GetInt32() - rater.GetProperty("agreed").GetInt32(), agreement.GetProperty("disagreements").GetArrayLength());
    }

    [Theory]
    [InlineData("run pocket-math --domain metaphor", "label domain 'everyday'")]
    [InlineData("run pocket-math --template choice", "asks for answers of kind Choice")]
    [InlineData("run pocket-math --template nowhere.json", "is neither built in")]
    [InlineData("features score --sae elsewhere", "chat model")]
    [InlineData("features show 999999", "the autoencoder has 0 to 1023")]
    [InlineData("features sample --count 0 --out sheet.csv", "--count must be at least 1")]
    [InlineData("report last --db nowhere.db", "does not exist")]
    public async Task Verb_BadChoice_SaysWhatIsWrong(string arguments, string message)
    {
        var result = await _place.RunAsync(arguments.Split(' '));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Help_OfAVerbBelowAnother_NamesItsOwnArgumentsAlone()
    {
        Assert.Contains("report sample <RUN> [options]", (await _place.RunAsync("report", "sample", "--help")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("<RUN>", (await _place.RunAsync("report", "agreement", "--help")).Output, StringComparison.Ordinal);
        Assert.Contains("report <RUN> [command]", (await _place.RunAsync("report", "--help")).Output, StringComparison.Ordinal);
    }

    private static string Id(JsonElement run) => run.GetProperty("run").GetString()!;
}
