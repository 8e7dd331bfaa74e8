using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SaeFlows.Adapters.Tests.Crashes;

/// <summary>Real processes, really killed, at random points of mixed workflows.</summary>
[Trait("Category", "Crash")]
public sealed partial class CrashTests
{
    private const int Kills = 200;
    private const int Continue = 18;
    private const int Stop = 19;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_AtRandomPoints_LosesNothingAndRepeatsNothingCommitted()
    {
        var random = new Random(20_061);
        var (kills, amidst) = (0, 0);
        while (kills < Kills)
        {
            using var rig = new CrashRig(workflows: 350);
            while (kills < Kills)
            {
                var process = await rig.StartAsync();
                if (await EndsWithinAsync(process, random.Next(20, 300)))
                {
                    break;
                }

                await CrashRig.KillAsync(process);
                kills++;
                amidst += await rig.CheckRunsAsync() > 0 ? 1 : 0;
            }

            await FinishAsync(rig);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {amidst} of them after activities had run");
        Assert.True(amidst > Kills / 4, $"only {amidst} kills hit a process at work");
    }

    [Fact]
    public async Task Kill_OneOfTwoProcesses_TheOtherTakesOver()
    {
        var random = new Random(7);
        var kills = 0;
        while (kills < Kills / 5)
        {
            using var rig = new CrashRig(workflows: 700);
            Process[] pair = [await rig.StartAsync(), await rig.StartAsync()];
            while (kills < Kills / 5)
            {
                var victim = random.Next(2);
                if (await EndsWithinAsync(pair[victim], random.Next(20, 200)))
                {
                    break;
                }

                await CrashRig.KillAsync(pair[victim]);
                kills++;
                await rig.CheckRunsAsync();
                pair[victim] = await rig.StartAsync();
            }

            foreach (var process in pair)
            {
                await process.WaitForExitAsync(Cancellation);
                Assert.Equal(0, process.ExitCode);
            }

            await rig.CheckRunsAsync();
            await rig.AssertCompleteAsync();
        }
    }

    [Fact]
    public async Task Pause_LongerThanTheLease_TheSleeperIsFencedOff()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "stops a process by SIGSTOP with Linux's number");
        using var rig = new CrashRig(workflows: 700);
        var sleeper = await rig.StartAsync();
        Assert.Equal(0, kill(sleeper.Id, Stop));
        var other = await rig.StartAsync();
        await other.WaitForExitAsync(Cancellation);
        Assert.Equal(0, kill(sleeper.Id, Continue));
        await sleeper.WaitForExitAsync(Cancellation);

        Assert.Equal((0, 0), (other.ExitCode, sleeper.ExitCode));
        await rig.CheckRunsAsync();
        await rig.AssertCompleteAsync();
    }

    [Fact]
    public async Task DiskFull_AgainAndAgain_GoesOnWhereItStopped()
    {
        const int Unwritable = 7;
        using var rig = new CrashRig(workflows: 350);
        var stops = 0;
        for (var pages = 40; ; pages += 8)
        {
            var process = await rig.StartAsync(pages);
            await process.WaitForExitAsync(Cancellation);
            await rig.CheckRunsAsync();
            if (process.ExitCode == 0)
            {
                break;
            }

            Assert.Equal(Unwritable, process.ExitCode);
            stops++;
        }

        Assert.True(stops >= 3, $"the disk was full only {stops} times");
        await rig.AssertCompleteAsync();
    }

    private static async Task FinishAsync(CrashRig rig)
    {
        var process = await rig.StartAsync();
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(0, process.ExitCode);
        await rig.CheckRunsAsync();
        await rig.AssertCompleteAsync();
    }

    /// <summary>True when the process ends by itself before the random moment of its death.</summary>
    private static async Task<bool> EndsWithinAsync(Process process, int milliseconds)
    {
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        moment.CancelAfter(milliseconds);
        try
        {
            await process.WaitForExitAsync(moment.Token);
            return true;
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
#pragma warning disable SYSLIB1054, IDE1006, SA1300 // The C library's own name.
    private static partial int kill(int processId, int signal);
#pragma warning restore SYSLIB1054, IDE1006, SA1300
}
