namespace SaeFlows.Core.Tests.Datasets;

/// <summary>Finds the published dataset files, which are no part of the repository.</summary>
internal static class SharedData
{
    /// <summary>The file's full path; skips the test when it is not on this machine.</summary>
    public static string Find(string relative)
    {
        var path = Root() is { } root ? Path.Combine(root, relative) : null;
        Assert.SkipUnless(path is not null && File.Exists(path), $"{relative} is not here: set SAEFLOWS_DATA to the folder that holds math/, metaphor/ and entailment/");
        return path!;
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("SAEFLOWS_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SaeFlows.sln")))
            {
                return Path.Combine(folder.Parent?.FullName ?? folder.FullName, "shared", "data");
            }
        }

        return null;
    }
}
