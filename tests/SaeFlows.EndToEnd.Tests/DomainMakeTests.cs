using System.Text.Json;
using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>A domain of one's own, made from texts, and a run that detects with it.</summary>
public sealed class DomainMakeTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(Path.GetDirectoryName(Repository.Program)!, "pocket");
    private readonly Workplace _place = new();

    public DomainMakeTests()
    {
        _place.Write("profile.json", """{ "name": "sums", "expected": ["sums"], "topK": 8, "maxDensity": 0.2, "thresholds": { "detect": 0.5 } }""");
        _place.Write("sums.txt", Lines(i => $"what is {i % 40} + {i % 7} ? it is {(i % 40) + (i % 7)}"));
        _place.Write("talk.jsonl", Lines(i => JsonSerializer.Serialize(new { text = $"{(i % 2 == 0 ? "you" : "they")} say the {(i % 3 == 0 ? "word" : "name")} of the {(i % 5 == 0 ? "day" : "list")} out {new string('.', (i % 3) + 1)}" })));
        _place.Write("data.jsonl", Lines(i => JsonSerializer.Serialize(new { question = $"what is {i} + 2 ?", answer = $"#### {i + 2}" }), 6));
    }

    [Fact]
    public async Task Make_TextsOfTwoDomains_GivesARunAllItsDetectors()
    {
        var made = await MakeJsonAsync(0, "--text", "sums=sums.txt", "--text", "talk=talk.jsonl");

        var detectors = made.GetProperty("detectors").EnumerateArray().ToDictionary(d => d.GetProperty("detector").GetString()!);
        Assert.Equal(["bigram", "detect", "frequency", "probe", "random", "shuffled", "surprisal"], detectors.Keys.Order(StringComparer.Ordinal));
        Assert.All(detectors.Values, d => Assert.InRange(d.GetProperty("flaggedExpected").GetDouble(), 0, 0.1));
        Assert.InRange(detectors["frequency"].GetProperty("auc").GetDouble(), 0.99, 1);
        Assert.InRange(detectors["probe"].GetProperty("auc").GetDouble(), 0.9, 1);
        Assert.InRange(made.GetProperty("labelled").GetInt32(), 50, made.GetProperty("latents").GetInt32());

        var run = await _place.RunJsonAsync(
            0, "run", "data.jsonl", "--model", Path.Combine(Shipped, "model"), "--sae", "own/sae", "--domain", "own/domain", "--arms", "none,detect,shuffled,random,frequency,bigram,surprisal,probe");
        Assert.Equal(8, run.GetProperty("arms").GetArrayLength());
        Assert.Equal("sums", run.GetProperty("domain").GetString());
        Assert.Equal(6, run.GetProperty("counts").GetProperty("total").GetInt32());
        Assert.Equal(0, run.GetProperty("counts").GetProperty("errored").GetInt32());
    }

    [Theory]
    [InlineData("'sums'", "talk=talk.jsonl")]
    [InlineData("at least one other", "sums=sums.txt")]
    [InlineData("nowhere.txt", "sums=sums.txt", "talk=nowhere.txt")]
    [InlineData("at least 20", "sums=sums.txt", "talk=data.jsonl")]
    [InlineData("such as maths=train.jsonl", "sums.txt")]
    public async Task Make_TextsThatDoNotFit_SaysSoAndLeavesNothing(string said, params string[] texts)
    {
        var result = await MakeAsync([.. texts.SelectMany(text => new[] { "--text", text })]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error.Trim().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(_place.Folder));
    }

    public void Dispose() => _place.Dispose();

    private static string Lines(Func<int, string> line, int count = 200) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));

    private Task<ProgramResult> MakeAsync(params string[] texts) => _place.RunAsync([.. Arguments, .. texts]);

    private Task<JsonElement> MakeJsonAsync(int exitCode, params string[] texts) => _place.RunJsonAsync(exitCode, [.. Arguments, .. texts]);

    private static string[] Arguments => ["domain", "make", "--model", Path.Combine(Shipped, "model"), "--sae", Path.Combine(Shipped, "sae"), "--profile", "profile.json", "--out", "own"];
}
