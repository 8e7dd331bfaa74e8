using System.Diagnostics;
using System.Globalization;

namespace SaeFlows.Sqlite.Queue;

/// <summary>Names a process so that another one of the same machine can tell whether it still lives.</summary>
internal static class LockOwner
{
    private const char Separator = '|';

    private static readonly string Machine = MachineName();

    /// <summary>This process: machine, id and start.</summary>
    public static string Current { get; } = Compose(Environment.ProcessId, StartOf(Environment.ProcessId) ?? string.Empty);

    /// <summary>True only when the owner was a process of this machine that is surely gone; one of another machine is never called dead.</summary>
    public static bool IsDead(string owner)
    {
        var parts = owner.Split(Separator);
        return parts.Length == 3
            && parts[0] == Machine
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && StartOf(id) != parts[2];
    }

    internal static string Compose(int id, string start) => string.Join(Separator, Machine, id.ToString(CultureInfo.InvariantCulture), start);

    /// <summary>What tells a process from a later one of the same id; null where there is none.</summary>
    private static string? StartOf(int id)
    {
        try
        {
            return OperatingSystem.IsLinux() ? LinuxStart(id) : PortableStart(id);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    // Field 22 of /proc/ID/stat, clock ticks since boot: exact, where the framework's start time is rounded. The name before it may hold spaces.
    private static string? LinuxStart(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : fields[19];
    }

    private static string PortableStart(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.StartTime.ToUniversalTime().ToString("s", CultureInfo.InvariantCulture);
    }

    /// <summary>Process ids mean something only within one boot and one id namespace (containers may share a file).</summary>
    private static string MachineName() => OperatingSystem.IsLinux()
        ? $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}/{File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name}"
        : Environment.MachineName;
}
