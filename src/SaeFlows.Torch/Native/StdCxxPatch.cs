using System.Security.Cryptography;

namespace SaeFlows.Torch.Native;

/// <summary>
/// Fits a library that GCC 13 linked to the libstdc++ of GCC 12. Its one newer import is a marker that headers leave behind to
/// force initialised streams; nothing calls it. The copy names the older equivalent instead. The original is never written.
/// </summary>
internal static class StdCxxPatch
{
    public const string MissingVersion = "GLIBCXX_3.4.32";
    private const string OlderVersion = "GLIBCXX_3.4.30";
    private const string BaseVersion = "GLIBCXX_3.4";
    private const string NewImport = "_ZSt21ios_base_library_initv";
    private const string OldImport = "_ZNSt8ios_base4InitC1Ev";

    /// <summary>Path of a fitted copy in the user's cache, made once per content; null when the library does not need it.</summary>
    public static string? CopyFor(string library)
    {
        var bytes = File.ReadAllBytes(library);
        var image = new ElfImage(bytes);
        if (!image.Needs(MissingVersion))
        {
            return null;
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        image.RebindImport(NewImport, OldImport, BaseVersion);
        image.ReplaceNeed(MissingVersion, OlderVersion);
        var target = Path.Combine(CacheFolder(), name, Path.GetFileName(library));
        if (File.Exists(target) && SHA256.HashData(File.ReadAllBytes(target)).AsSpan().SequenceEqual(SHA256.HashData(bytes)))
        {
            return target;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var fresh = $"{target}.{Environment.ProcessId}";
        File.WriteAllBytes(fresh, bytes);
        File.Move(fresh, target, overwrite: true);
        return target;
    }

    private static string CacheFolder()
    {
        var root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(root))
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            root = string.IsNullOrEmpty(home) ? Path.GetTempPath() : Path.Combine(home, ".cache");
        }

        return Path.Combine(root, "saeflows", "native");
    }
}
