using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>Published datasets run as they are; the pocket model answers them badly, and the table says how badly.</summary>
public sealed class RealDatasetTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("math/svamp/SVAMP.json")]
    [InlineData("math/gsm8k/train.jsonl")]
    public async Task Run_PublishedFile_IsScoredNotErrored(string file)
    {
        string? path = Repository.Data(file);
        Assert.SkipUnless(path is not null, $"{file} is not on this machine; name the data's folder in SAEFLOWS_DATA.");

        var run = await _place.RunJsonAsync(0, "run", path!, "--limit", "50");

        var counts = run.GetProperty("counts");
        Assert.Equal((50, 0), (counts.GetProperty("total").GetInt32(), counts.GetProperty("errored").GetInt32()));
        Assert.Equal(50, counts.GetProperty("scored").GetInt32() + counts.GetProperty("abstained").GetInt32());
        Assert.InRange(run.GetProperty("arms")[0].GetProperty("accuracy").GetDouble(), 0, 0.5);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, run.GetProperty("detection").ValueKind);
    }

    public void Dispose() => _place.Dispose();
}
