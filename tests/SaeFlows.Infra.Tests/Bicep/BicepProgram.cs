using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace SaeFlows.Infra.Tests.Bicep;

/// <summary>Microsoft's Bicep compiler, as its package brings it. Needs no network.</summary>
internal static class BicepProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private static readonly string Path = typeof(BicepProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "BicepProgram").Value!;

    /// <summary>Skips the test where the package has no program for this machine.</summary>
    public static void RequireHere() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
        "The Bicep package that is pinned holds a program for Linux on x64 only.");

    public static async Task<BicepOutcome> RunAsync(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var program = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var errors = program.StandardError.ReadToEndAsync(patience.Token);
            var output = await program.StandardOutput.ReadToEndAsync(patience.Token);
            await program.WaitForExitAsync(patience.Token);
            return new BicepOutcome(program.ExitCode, output, await errors);
        }
        catch (OperationCanceledException)
        {
            program.Kill(entireProcessTree: true);
            throw new TimeoutException($"bicep {string.Join(' ', arguments)} did not end within {Patience.TotalSeconds} s.");
        }
    }
}
