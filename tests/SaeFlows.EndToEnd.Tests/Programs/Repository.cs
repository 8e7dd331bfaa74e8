using System.Reflection;

namespace SaeFlows.EndToEnd.Tests.Programs;

/// <summary>Where things are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The program that was built beside these tests.</summary>
    public static string Program { get; } = Built("SaeFlows.Cli", "saeflows.dll");

    /// <summary>The container's program.</summary>
    public static string Worker { get; } = Built("SaeFlows.Worker", "saeflows-worker.dll");

    /// <summary>A file of the shared test data, or null where that is absent.</summary>
    public static string? Data(string path)
    {
        string folder = Environment.GetEnvironmentVariable("SAEFLOWS_DATA") ?? Path.Combine(Root, "..", "shared", "data");
        string file = Path.Combine(folder, path);
        return File.Exists(file) ? file : null;
    }

    private static string Built(string project, string file) => Path.Combine(Root, "src", project, "bin", Metadata("Configuration"), Metadata("TargetFramework"), file);

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SaeFlows.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("SaeFlows.sln is in no folder above the tests.");
    }
}
