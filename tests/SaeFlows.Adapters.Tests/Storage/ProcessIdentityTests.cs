using System.Diagnostics;
using System.Globalization;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Adapters.Tests.Storage;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void IsGone_Self_IsFalse() => Assert.False(ProcessIdentity.IsGone(ProcessIdentity.Current));

    [Fact]
    public async Task IsGone_EndedProcess_IsTrue()
    {
        using var child = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        var parts = ProcessIdentity.Current.Split('|');

        Assert.True(ProcessIdentity.IsGone(string.Create(CultureInfo.InvariantCulture, $"{parts[0]}|{child.Id}|{parts[2]}")));
    }

    [Fact]
    public void IsGone_SameNumberOtherStart_IsTrue()
    {
        var parts = ProcessIdentity.Current.Split('|');

        Assert.True(ProcessIdentity.IsGone($"{parts[0]}|{parts[1]}|1"));
    }

    [Fact]
    public void IsGone_OtherMachine_IsNotKnown() => Assert.False(ProcessIdentity.IsGone("elsewhere|1|1"));
}
