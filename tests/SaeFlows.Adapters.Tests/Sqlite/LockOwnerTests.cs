using System.Diagnostics;
using SaeFlows.Sqlite.Queue;

namespace SaeFlows.Adapters.Tests.Sqlite;

public sealed class LockOwnerTests
{
    [Fact]
    public void IsDead_ThisProcess_IsFalse() => Assert.False(LockOwner.IsDead(LockOwner.Current));

    [Fact]
    public void IsDead_ProcessThatEnded_IsTrue()
    {
        using var process = Process.Start("sleep", "30");
        process.Kill();
        process.WaitForExit();

        Assert.True(LockOwner.IsDead(LockOwner.Compose(process.Id, "1")));
    }

    [Fact]
    public void IsDead_SameIdStartedAtAnotherTime_IsTrue() => Assert.True(LockOwner.IsDead(LockOwner.Compose(Environment.ProcessId, "1")));

    [Theory]
    [InlineData("another-machine|1|1")]
    [InlineData("nonsense")]
    public void IsDead_UnknownOwner_IsFalse(string owner) => Assert.False(LockOwner.IsDead(owner));
}
