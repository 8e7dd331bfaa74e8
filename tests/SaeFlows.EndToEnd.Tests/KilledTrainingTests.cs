using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>kill -9 in the middle of a training: the same command goes on, and ends with the same bytes as an undisturbed training.</summary>
public sealed class KilledTrainingTests : IDisposable
{
    private const string Checkpoint = "layer-1.checkpoint.safetensors";
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(3);
    private static readonly int[] KillAfterRounds = [3, 9, 16];

    private readonly Workplace _place = new();

    [Fact]
    public async Task SaeTrain_AfterThreeKills_EndsWithTheBytesOfTheUndisturbedTraining()
    {
        _place.Write("text.jsonl", Rows());
        var whole = await _place.RunJsonAsync(0, Train("whole"));
        foreach (int rounds in KillAfterRounds)
        {
            await LiveUntilAsync(rounds);
        }

        var resumed = await _place.RunJsonAsync(0, Train("killed"));

        Assert.Equal(Bytes("whole"), Bytes("killed"));
        Assert.Equal(whole.GetProperty("evaluations").GetRawText(), resumed.GetProperty("evaluations").GetRawText());
    }

    [Fact]
    public async Task SaeTrain_DoneOrWithOtherSettings_ReturnsTheResultOrSaysSo()
    {
        _place.Write("text.jsonl", Rows());
        string[] brief = [.. Train("out"), "--tokens", "4000"];
        var first = await _place.RunJsonAsync(0, brief);

        var again = await _place.RunJsonAsync(0, brief);
        var other = await _place.RunAsync([.. Train("out"), "--tokens", "5000"]);

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("other settings (tokens 4000, now 5000", other.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private static string[] Train(string output) =>
    [
        "sae", "train", "--model", Path.Combine(Repository.Root, "src", "SaeFlows.Pocket", "Assets", "model"), "--text", "text.jsonl", "--layer", "1", "--kind", "topk", "--latents", "128",
        "--k", "8", "--seed", "3", "--batch", "256", "--shard", "4000", "--context", "32", "--threads", "1", "--out", output,
        .. output == "out" ? Array.Empty<string>() : ["--tokens", "100000"],
    ];

    /// <summary>Token ids of the pocket model's vocabulary, each after the one before by a rule with chance.</summary>
    private static string Rows()
    {
        var random = new Random(7);
        var text = new StringBuilder();
        for (int row = 0; row < 400; row++)
        {
            int token = random.Next(90);
            text.Append("{\"input_ids\": [").AppendJoin(", ", Enumerable.Range(0, 40).Select(_ => (token = ((token * 5) + random.Next(4)) % 90) + 4)).Append("]}\n");
        }

        return text.ToString();
    }

    private byte[] Bytes(string output) => File.ReadAllBytes(Path.Combine(_place.Folder, output, "sae_weights.safetensors"));

    private async Task LiveUntilAsync(int rounds)
    {
        using var process = _place.Start(Train("killed"));
        _ = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        long deadline = Environment.TickCount64 + (long)LongestLife.TotalMilliseconds;
        while (RoundsDone() < rounds)
        {
            Assert.False(process.HasExited, $"the training ended before round {rounds}");
            Assert.True(Environment.TickCount64 < deadline, $"the training did not reach round {rounds}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.False(process.HasExited, $"the training ended before it could be killed after round {rounds}");
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await error;
    }

    /// <summary>What the checkpoint's header says; it is replaced whole, so it can be read at any time.</summary>
    private int RoundsDone()
    {
        string path = Path.Combine(_place.Folder, "killed", ".training", Checkpoint);
        if (!File.Exists(path))
        {
            return 0;
        }

        using var file = File.OpenRead(path);
        var length = new byte[8];
        file.ReadExactly(length);
        var header = new byte[BinaryPrimitives.ReadInt64LittleEndian(length)];
        file.ReadExactly(header);
        return int.Parse(JsonElement.Parse(header).GetProperty("__metadata__").GetProperty("rounds").GetString()!, CultureInfo.InvariantCulture);
    }
}
