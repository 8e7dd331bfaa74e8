using System.Reflection;
using System.Runtime.InteropServices;
using SaeFlows.Core;
using TorchSharp;

namespace SaeFlows.Torch.Native;

/// <summary>Loads TorchSharp's native library, once per process, before the first tensor.</summary>
public static class TorchLibrary
{
    private const string FileName = "libLibTorchSharp.so";
    private static readonly Lock Gate = new();
    private static bool s_loaded;

    /// <summary>Makes tensors usable. Does nothing from the second call on.</summary>
    /// <exception cref="UserInputException">The native libraries are missing or unfit; the message names the file and the fix.</exception>
    public static void EnsureLoaded()
    {
        lock (Gate)
        {
            if (s_loaded)
            {
                return;
            }

            GlibcMalloc.KeepBuffers();
            if (OperatingSystem.IsLinux())
            {
                LoadOnLinux();
            }

            TryTorch();
            s_loaded = true;
        }
    }

    private static void LoadOnLinux()
    {
        var folder = FindFolder();
        if (folder is null || LibStdCxx.HasVersion(StdCxxPatch.MissingVersion))
        {
            return;
        }

        var original = Path.Combine(folder, FileName);
        try
        {
            var patched = StdCxxPatch.CopyFor(original);
            if (patched is null)
            {
                return;
            }

            // The copy lies elsewhere, so what it needs is loaded first, by its own path.
            foreach (var part in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
            {
                NativeLibrary.Load(Path.Combine(folder, part));
            }

            var handle = NativeLibrary.Load(patched);
            NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (name, _, _) => name.Contains("LibTorchSharp", StringComparison.Ordinal) ? handle : 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException or BadImageFormatException or InvalidOperationException)
        {
            throw new UserInputException(
                $"{original}: needs {StdCxxPatch.MissingVersion} of libstdc++, which this system lacks, and a fitted copy could not be loaded ({e.Message}); install libstdc++ of GCC 13 or newer.", e);
        }
    }

    private static string? FindFolder()
    {
        var beside = AppContext.BaseDirectory;
        var runtime = Path.Combine(beside, "runtimes", "linux-x64", "native");
        var probed = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return probed.Prepend(runtime).Prepend(beside).FirstOrDefault(d => File.Exists(Path.Combine(d, FileName)) && File.Exists(Path.Combine(d, "libtorch_cpu.so")));
    }

    private static void TryTorch()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            using var probe = torch.zeros(1);
        }
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException or TypeInitializationException or TargetInvocationException)
        {
            var line = (e.InnerException ?? e).Message.Split('\n')[0].Trim();
            throw new UserInputException($"libtorch cannot be loaded beside {AppContext.BaseDirectory}: {line}; build again with 'dotnet build' on this platform, which restores the native packages.", e);
        }
    }
}
