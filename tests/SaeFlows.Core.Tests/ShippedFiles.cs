namespace SaeFlows.Core.Tests;

/// <summary>Data files that ship with the program.</summary>
internal static class ShippedFiles
{
    public static string Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SaeFlows.sln")))
            {
                return Path.Combine(folder.FullName, "src", "SaeFlows.Hosting", name);
            }
        }

        throw new InvalidOperationException("SaeFlows.sln is in no folder above the test.");
    }

    public static IEnumerable<string> Of(string name) =>
        Directory.EnumerateFiles(Folder(name), "*.json").Where(path => !path.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
