namespace SaeFlows.TestKit.Programs;

/// <summary>Programs that tests start where the machine has them.</summary>
public static class InstalledPrograms
{
    /// <summary>Skip reason where node is missing.</summary>
    public const string NodeMissing = "node is not installed (apt-get install nodejs npm).";

    /// <summary>The path of node; null where it is not installed.</summary>
    public static string? Node => Find("node");

    /// <summary>The first executable of that name on the search path; null where there is none.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names(name).Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(IsExecutable);

    private static string[] Names(string name) => OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : [name];

    private static bool IsExecutable(string path)
    {
        const UnixFileMode anyone = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & anyone) != 0);
    }
}
