namespace SaeFlows.Infra.Tests;

/// <summary>Files of the repository that these tests look at.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    public static string Infra { get; } = Path.Combine(Root, "infra");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string Find()
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
