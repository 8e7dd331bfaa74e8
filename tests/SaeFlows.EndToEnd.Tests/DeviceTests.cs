using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests;

/// <summary>A device that is asked for and not there is said so before anything is written; nothing falls back by itself.</summary>
public sealed class DeviceTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("cuda:99", "cuda:99")]
    [InlineData("gpu", "use cpu, cuda or cuda:N")]
    public async Task Run_DeviceNotThere_IsOneLineAndNothingWritten(string device, string said)
    {
        var result = await _place.RunAsync("run", "pocket-math", "--limit", "2", "--device", device);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_place.Folder));
    }

    public void Dispose() => _place.Dispose();
}
