namespace SaeFlows.Torch.Tests;

/// <summary>Finds the data that lies beside the repository, or in the folder that SAEFLOWS_DATA names.</summary>
internal static class SharedData
{
    public static string Path(params string[] parts)
    {
        string? root = Root();
        Assert.SkipWhen(root is null, "shared/data is not beside this repository; set SAEFLOWS_DATA to its folder");
        string path = System.IO.Path.Combine([root!, .. parts]);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"shared/data lacks {System.IO.Path.Combine(parts)}");
        return path;
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("SAEFLOWS_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "SaeFlows.sln")))
            {
                string beside = System.IO.Path.Combine(folder.Parent?.FullName ?? "/", "shared", "data");
                return Directory.Exists(beside) ? beside : null;
            }
        }

        return null;
    }
}
