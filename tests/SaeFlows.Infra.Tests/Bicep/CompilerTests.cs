namespace SaeFlows.Infra.Tests.Bicep;

/// <summary>Every Bicep file compiles and lints without one complaint, and the compiler that says so would complain.</summary>
public sealed class CompilerTests
{
    private const string AllFiles = "**/*.bicep";

    public static TheoryData<string> ParameterFiles =>
        [.. Directory.EnumerateFiles(RepositoryFolder.Infra, "*.bicepparam").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Build_EveryFile_NoDiagnostics()
    {
        BicepProgram.RequireHere();
        using var copy = new InfraCopy();

        var outcome = await BicepProgram.RunAsync(copy.Folder, null, "build", "--pattern", AllFiles, "--no-restore");

        AssertClean(outcome);
        Assert.All(Directory.EnumerateFiles(copy.Folder, "*.bicep", SearchOption.AllDirectories), file => Assert.True(File.Exists(Path.ChangeExtension(file, ".json")), file));
    }

    [Theory]
    [MemberData(nameof(ParameterFiles))]
    public async Task BuildParameters_EveryFile_NoDiagnostics(string file) => AssertClean(await RunAsync("build-params", file, "--stdout", "--no-restore"));

    [Fact]
    public async Task Lint_AllFiles_NoDiagnostics() => AssertClean(await RunAsync("lint", "--pattern", AllFiles, "--no-restore"));

    [Fact]
    public async Task Format_AllFiles_ChangesNothing()
    {
        BicepProgram.RequireHere();
        using var copy = new InfraCopy();

        AssertClean(await BicepProgram.RunAsync(copy.Folder, null, "format", "--pattern", AllFiles));

        Assert.All(
            Directory.EnumerateFiles(copy.Folder, "*.bicep", SearchOption.AllDirectories),
            file => Assert.Equal(File.ReadAllText(Path.Combine(RepositoryFolder.Infra, Path.GetRelativePath(copy.Folder, file))), File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("modules/serviceBus.bicep", "lockDuration:", "lockDurations:", "BCP089")]
    [InlineData("modules/serviceBus.bicep", "maxDeliveryCount: 10", "maxDeliveryCount: '10'", "BCP036")]
    [InlineData("modules/worker.bicep", "minReplicas: 0", "minimumReplicas: 0", "BCP037")]
    [InlineData("modules/functions.bicep", "reserved: true", "reserved: 'yes'", "BCP036")]
    [InlineData("modules/storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeys: false", "BCP037")]
    [InlineData("main.bicep", "param dataSku string", "param dataSku string\nparam leftOver string", "no-unused-params")]
    public async Task Lint_SpoiltFile_SaysWhatIsWrong(string file, string old, string spoilt, string code)
    {
        BicepProgram.RequireHere();
        using var copy = new InfraCopy();
        copy.Replace(file, old, spoilt);

        var outcome = await BicepProgram.RunAsync(copy.Folder, null, "lint", file, "--no-restore");

        Assert.Contains(outcome.Diagnostics, line => line.Contains(code, StringComparison.Ordinal));
    }

    private static async Task<BicepOutcome> RunAsync(params string[] arguments)
    {
        BicepProgram.RequireHere();
        return await BicepProgram.RunAsync(RepositoryFolder.Infra, null, arguments);
    }

    private static void AssertClean(BicepOutcome outcome)
    {
        Assert.Empty(outcome.Diagnostics);
        Assert.Equal(0, outcome.ExitCode);
    }
}
