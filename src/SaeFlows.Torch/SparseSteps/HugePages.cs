using System.Runtime.InteropServices;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>Asks Linux for 2 MB pages: rows are gathered from tables of tens of megabytes, more 4 KB pages than the processor keeps addresses of.</summary>
internal static unsafe partial class HugePages
{
    private const nuint Size = 2 << 20;
    private const int AdviseHugePage = 14;

    /// <summary>On which border memory of that size should begin.</summary>
    public static nuint Border(nuint bytes) => bytes >= Size ? Size : 64;

    /// <summary>A hint before the first write; nothing happens where the system knows no such pages.</summary>
    public static void Advise(void* memory, nuint bytes)
    {
        if (!OperatingSystem.IsLinux() || bytes < Size)
        {
            return;
        }

        var from = ((nuint)memory + Size - 1) / Size * Size;
        var to = ((nuint)memory + bytes) / Size * Size;
        if (to > from)
        {
            _ = MemoryAdvise((void*)from, to - from, AdviseHugePage);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MemoryAdvise(void* address, nuint length, int advice);
}
