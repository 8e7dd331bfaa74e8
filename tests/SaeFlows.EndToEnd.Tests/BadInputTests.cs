using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>Bad input ends with one clear line, exit code 2, and nothing written.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("empty.jsonl", "", "empty")]
    [InlineData("odd.xyz", "hello\n", "odd.xyz")]
    [InlineData("noquestion.jsonl", "{\"id\": 1}\n", "noquestion.jsonl")]
    [InlineData("norows.csv", "question,answer\n", "norows.csv")]
    [InlineData("broken.jsonl", "{\"question\": \"what", "broken.jsonl")]
    public async Task Run_UnusableFile_NamesItAndWritesNothing(string name, string content, string expected)
    {
        _place.Write(name, content);

        await AssertRefusedAsync(expected, "run", name);
    }

    [Fact]
    public async Task Run_MissingFile_NamesIt() => await AssertRefusedAsync("nowhere.jsonl", "run", "nowhere.jsonl");

    [Fact]
    public async Task Run_MissingModelFolder_NamesIt() => await AssertRefusedAsync("no-model", "run", "pocket-math", "--model", "no-model");

    [Fact]
    public async Task Run_UnknownArm_NamesTheKnownOnes() => await AssertRefusedAsync("detect", "run", "pocket-math", "--arms", "none,magic");

    [Fact]
    public async Task Run_UnknownOption_IsBadUsage() => await AssertRefusedAsync("--frobnicate", "run", "pocket-math", "--frobnicate");

    [Fact]
    public async Task Run_NumberThatIsNone_NamesOptionAndValue() => await AssertRefusedAsync("--limit ten: is no whole number", "run", "pocket-math", "--limit", "ten");

    [Fact]
    public async Task History_NoQuestion_NamesWhatIsMissing() => await AssertRefusedAsync("QUESTION is missing. See 'saeflows history --help'.", "history", "last");

    [Fact]
    public async Task Show_MissingDatabase_SaysHow() => await AssertRefusedAsync("--db", "show", "last");

    [Fact]
    public async Task Run_TruncatedWeights_NamesTheFile()
    {
        string source = Path.Combine(Path.GetDirectoryName(Repository.Program)!, "pocket", "model");
        string model = Directory.CreateDirectory(Path.Combine(_place.Folder, "model")).FullName;
        foreach (string file in Directory.EnumerateFiles(source))
        {
            byte[] bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            int length = file.EndsWith(".safetensors", StringComparison.Ordinal) ? bytes.Length / 2 : bytes.Length;
            await File.WriteAllBytesAsync(Path.Combine(model, Path.GetFileName(file)), bytes[..length], TestContext.Current.CancellationToken);
        }

        await AssertRefusedAsync("model.safetensors", "run", "pocket-math", "--model", model);
    }

    [Fact]
    public async Task Run_FileThatIsNoDatabase_NamesIt()
    {
        _place.Write("notes.db", "these are notes, not a database; they are long enough to be read as a header by mistake");

        var result = await _place.RunAsync("run", "pocket-math", "--limit", "1", "--db", "notes.db");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("notes.db", Assert.Single(Lines(result.Error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SomeRowsBroken_WorksTheRestAndSaysSo()
    {
        _place.Write("mixed.jsonl", "{\"question\": \"what is 2 + 3 ?\", \"answer\": \"#### 5\"}\n{\"question\": \"\n{\"question\": \"what is 4 + 4 ?\", \"answer\": \"#### 8\"}\n{\"question\": \"no answer\"}\n");

        var run = await _place.RunJsonAsync(1, "run", "mixed.jsonl");

        Assert.Equal((2, 2), (run.GetProperty("counts").GetProperty("total").GetInt32(), run.GetProperty("counts").GetProperty("rejectedRows").GetInt32()));
    }

    public void Dispose() => _place.Dispose();

    private async Task AssertRefusedAsync(string expected, params string[] arguments)
    {
        var result = await _place.RunAsync(arguments);

        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.True(Lines(result.Error).Count <= 2, $"more than a line: {result.Error}");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_place.Folder, "*.db*"));
    }

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
