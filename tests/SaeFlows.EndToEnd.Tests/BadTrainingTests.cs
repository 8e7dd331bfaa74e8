using System.Text.Json;
using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>Autoencoder verbs that can't work end with one clear line, exit code 2, and nothing left behind.</summary>
public sealed class BadTrainingTests : IDisposable
{
    private static readonly string Model = Path.Combine(Path.GetDirectoryName(Repository.Program)!, "pocket", "model");
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("--lr", "NaN")]
    [InlineData("--resample-every", "0")]
    [InlineData("--bandwidth", "0")]
    [InlineData("--sparsity-warm-up", "7")]
    [InlineData("--latents", "2000000000")]
    [InlineData("--out", "")]
    public async Task Train_ImpossibleSetting_NamesItAndWritesNothing(string option, string value)
    {
        _place.Write("text.txt", "what is 2 + 3 ?\n");
        string[] output = option == "--out" ? [] : ["--out", "sae"];

        await AssertRefusedAsync(option, ["sae", "train", "--model", Model, "--text", "text.txt", "--layer", "1", option, value, .. output]);
    }

    [Fact]
    public async Task Train_TokensOfAnotherTokenizer_NamesRowAndLeavesFolderFree()
    {
        _place.Write("ids.jsonl", JsonSerializer.Serialize(new { input_ids = Enumerable.Repeat(99_999, 200) }) + "\n");

        await AssertRefusedAsync("token 99999", "sae", "train", "--model", Model, "--text", "ids.jsonl", "--layer", "1", "--latents", "16", "--out", "sae");
    }

    [Fact]
    public async Task Train_TableCutOff_NamesTheFileAndLeavesFolderFree()
    {
        _place.Write("ids.parquet", "PAR1 and then nothing");

        await AssertRefusedAsync("ids.parquet: damaged Parquet file", "sae", "train", "--model", Model, "--text", "ids.parquet", "--layer", "1", "--latents", "16", "--out", "sae");
    }

    [Fact]
    public async Task Export_FolderThatHoldsSomething_IsLeftAlone()
    {
        Directory.CreateDirectory(Path.Combine(_place.Folder, "mine"));
        _place.Write(Path.Combine("mine", "notes.txt"), "mine");
        string sae = Path.Combine(Path.GetDirectoryName(Model)!, "sae");

        var result = await _place.RunAsync("sae", "export", sae, "mine", "--format", "saelens");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("mine", Assert.Single(Lines(result.Error)), StringComparison.Ordinal);
        Assert.Equal("notes.txt", Path.GetFileName(Assert.Single(Directory.EnumerateFiles(Path.Combine(_place.Folder, "mine")))));
    }

    public void Dispose() => _place.Dispose();

    private async Task AssertRefusedAsync(string expected, params string[] arguments)
    {
        var result = await _place.RunAsync(arguments);

        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(expected, Assert.Single(Lines(result.Error)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_place.Folder, "sae")), "the training left its folder");
    }

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
