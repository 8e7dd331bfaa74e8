namespace SaeFlows.Hosting.Runs;

/// <summary>Data files of one sort that lie beside the application.</summary>
public sealed class ShippedData(string folder)
{
    /// <summary>Domain profiles.</summary>
    public static ShippedData Domains { get; } = new("domains");

    /// <summary>Prompt templates.</summary>
    public static ShippedData Templates { get; } = new("templates");

    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, folder);

    /// <summary>The names that may be given in a file's place.</summary>
    public IReadOnlyList<string> Names => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(name => !name.EndsWith(".schema", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The file of that name; null where there is none.</summary>
    public string? Find(string name) => Names.Contains(name) ? Path.Combine(_folder, name + ".json") : null;
}
