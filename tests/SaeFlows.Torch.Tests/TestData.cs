using System.Buffers.Binary;
using System.Text.Json;

namespace SaeFlows.Torch.Tests;

/// <summary>Reference files that lie outside the repository.</summary>
internal static class TestData
{
    /// <summary>The folder <c>shared/data</c> beside the repository, or the one that SAEFLOWS_DATA names; it may not exist.</summary>
    public static string Folder()
    {
        if (Environment.GetEnvironmentVariable("SAEFLOWS_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "SaeFlows.sln")))
        {
            at = at.Parent;
        }

        return Path.Combine(at?.Parent?.FullName ?? AppContext.BaseDirectory, "shared", "data");
    }

    /// <summary>An integer tensor of a safetensors file.</summary>
    public static long[] Integers(string path, string name)
    {
        var bytes = File.ReadAllBytes(path);
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var json = JsonDocument.Parse(bytes.AsMemory(8, header));
        var entry = json.RootElement.GetProperty(name);
        var wide = entry.GetProperty("dtype").GetString() == "I64";
        var data = bytes.AsMemory(8 + header + entry.GetProperty("data_offsets")[0].GetInt32());
        return [.. Enumerable.Range(0, entry.GetProperty("shape")[0].GetInt32()).Select(i => wide
            ? BinaryPrimitives.ReadInt64LittleEndian(data.Span[(i * 8)..])
            : BinaryPrimitives.ReadInt32LittleEndian(data.Span[(i * 4)..]))];
    }
}
