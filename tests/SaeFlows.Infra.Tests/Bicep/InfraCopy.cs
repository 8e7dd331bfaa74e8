namespace SaeFlows.Infra.Tests.Bicep;

/// <summary>A copy of <c>infra/</c> that a test may spoil and the compiler may write to.</summary>
internal sealed class InfraCopy : IDisposable
{
    public InfraCopy()
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryFolder.Infra, "*.bicep*", SearchOption.AllDirectories)
            .Append(Path.Combine(RepositoryFolder.Infra, "bicepconfig.json")))
        {
            var target = Path.Combine(Folder, Path.GetRelativePath(RepositoryFolder.Infra, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("saeflows-infra-").FullName;

    public void Replace(string file, string old, string replacement)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
