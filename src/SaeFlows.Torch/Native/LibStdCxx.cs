using System.Runtime.InteropServices;
using System.Text;

namespace SaeFlows.Torch.Native;

/// <summary>The C++ runtime that this process gets from the system.</summary>
internal static class LibStdCxx
{
    /// <summary>Whether it defines the symbol version; true where no such library can be found, since then nothing can be said.</summary>
    public static bool HasVersion(string version)
    {
        var file = Find();
        return file is null || File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(version + "\0")) >= 0;
    }

    private static string? Find()
    {
        // Loading it shows which of several copies the loader picks.
        if (!NativeLibrary.TryLoad("libstdc++.so.6", out _))
        {
            return null;
        }

        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var path = line.IndexOf('/', StringComparison.Ordinal);
            if (path > 0 && Path.GetFileName(line[path..]).StartsWith("libstdc++.so.6", StringComparison.Ordinal))
            {
                return line[path..];
            }
        }

        return null;
    }
}
