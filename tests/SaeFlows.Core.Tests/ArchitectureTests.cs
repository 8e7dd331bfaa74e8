using System.Xml.Linq;

namespace SaeFlows.Core.Tests;

/// <summary>The direction of project references: Core knows nobody, adapters see Core only, hosts alone see adapters.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["SaeFlows.Core"] = [],
        ["SaeFlows.Orchestrations"] = ["SaeFlows.Core"],
        ["SaeFlows.Sqlite"] = ["SaeFlows.Core"],
        ["SaeFlows.Amqp"] = ["SaeFlows.Core"],
        ["SaeFlows.Torch"] = ["SaeFlows.Core"],
        ["SaeFlows.Pocket"] = ["SaeFlows.Core"],
        ["SaeFlows.AzureStorage"] = ["SaeFlows.Core"],
        ["SaeFlows.ServiceBus"] = ["SaeFlows.Core"],
        ["SaeFlows.Hosting"] = ["SaeFlows.Core", "SaeFlows.Orchestrations", "SaeFlows.Pocket"],
        ["SaeFlows.Cli"] = ["SaeFlows.Core", "SaeFlows.Orchestrations", "SaeFlows.Hosting", "SaeFlows.Sqlite", "SaeFlows.Amqp", "SaeFlows.Torch", "SaeFlows.Pocket"],
        ["SaeFlows.Worker"] = ["SaeFlows.Core", "SaeFlows.Hosting", "SaeFlows.Amqp", "SaeFlows.AzureStorage", "SaeFlows.ServiceBus", "SaeFlows.Torch", "SaeFlows.Pocket"],
        ["SaeFlows.Functions"] = ["SaeFlows.Core", "SaeFlows.Orchestrations", "SaeFlows.Hosting", "SaeFlows.AzureStorage", "SaeFlows.ServiceBus", "SaeFlows.Pocket"],
    };

    /// <summary>Without what builds generate.</summary>
    public static TheoryData<string> Projects =>
    [
        .. Directory.EnumerateFiles(SourceFolder(), "*.csproj", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectReferences_OfEveryProject_PointTheAllowedWay(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);

        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} has no place in the architecture yet: add it to this test's table.");
        Assert.Empty(Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Except(allowed!));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void TorchSharp_OutsideTorch_IsNotReferenced(string project)
    {
        bool mayUseTorch = Path.GetFileNameWithoutExtension(project) == "SaeFlows.Torch";

        Assert.Equal(mayUseTorch, Items(project, "PackageReference").Any(package => package.Contains("torch", StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(item => item.Attribute("Include")!.Value.Replace('\\', '/'));

    private static string SourceFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SaeFlows.sln")))
            {
                return Path.Combine(folder.FullName, "src");
            }
        }

        throw new InvalidOperationException("SaeFlows.sln is in no folder above the test.");
    }
}
