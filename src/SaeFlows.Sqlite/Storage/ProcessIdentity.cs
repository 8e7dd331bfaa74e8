using System.Diagnostics;
using System.Globalization;

namespace SaeFlows.Sqlite.Storage;

/// <summary>
/// Names a process so that another one can tell whether it still lives: machine, process id, and the time it started (ids are
/// used again). On Linux the machine includes the boot and the process namespace, so that containers are not mixed up.
/// </summary>
internal static class ProcessIdentity
{
    public static string Current { get; } = $"{Machine()}|{Environment.ProcessId}|{StartOf(Environment.ProcessId)}";

    /// <summary>True only when the process was on this machine and is gone; a process elsewhere may live.</summary>
    public static bool IsGone(string identity)
    {
        var parts = identity.Split('|');
        return parts.Length == 3
            && parts[0] == Machine()
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && StartOf(id) is { } start
            && start != parts[2];
    }

    private static string Machine()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Environment.MachineName;
        }

        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        var space = new FileInfo("/proc/self/ns/pid").LinkTarget;
        return $"{Environment.MachineName}/{boot}/{space}";
    }

    /// <summary>When the process started; empty where there is none (any more), null where that can't be told.</summary>
    private static string? StartOf(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // proc(5): after the command in brackets come the state (3rd field) and, as the 22nd, the start in clock ticks since boot.
                var stat = File.ReadAllText($"/proc/{processId}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? string.Empty : fields[19];
            }

            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException)
        {
            return string.Empty;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
