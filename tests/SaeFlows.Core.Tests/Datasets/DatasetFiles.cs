using System.Text;
using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Tests.Datasets;

/// <summary>Dataset files of one test, deleted with it.</summary>
internal sealed class DatasetFiles : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("saeflows-datasets-").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public async Task<DatasetCheck> CheckAsync(string name, string text, string? format = null, DatasetMapping? mapping = null) =>
        await CheckAsync(Write(name, text), format, mapping);

    public static async Task<DatasetCheck> CheckAsync(string path, string? format = null, DatasetMapping? mapping = null)
    {
        var file = await DatasetCatalog.OpenAsync(path, format, mapping, TestContext.Current.CancellationToken);
        return await file.CheckAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<List<DatasetRow>> ReadAsync(string path, string? format = null, DatasetMapping? mapping = null)
    {
        var file = await DatasetCatalog.OpenAsync(path, format, mapping, TestContext.Current.CancellationToken);
        var rows = new List<DatasetRow>();
        await foreach (var row in file.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
