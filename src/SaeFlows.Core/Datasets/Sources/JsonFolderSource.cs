using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>A folder with one JSON object a file (MATH as published): read in ordinal order of the relative paths.</summary>
internal sealed class JsonFolderSource : IRowSource
{
    private readonly string _folder;
    private readonly string[] _files;

    public JsonFolderSource(string folder)
    {
        _folder = folder;
        _files = Files(folder);
        if (_files.Length == 0)
        {
            throw new UserInputException($"{folder}: is a directory without .json files; name the dataset file");
        }
    }

    public DatasetContainer Container => DatasetContainer.JsonFolder;

    public IReadOnlyDictionary<string, JsonElement> Root => new Dictionary<string, JsonElement>();

    /// <summary>The files in reading order.</summary>
    public static string[] Files(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).OrderBy(f => f, StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserInputException($"{folder}: no permission to list it; check its owner and mode", e);
        }
    }

    public async IAsyncEnumerable<RawRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0L;
        foreach (var file in _files)
        {
            number++;
            yield return await ReadFileAsync(file, number, cancellationToken);
        }
    }

    private async Task<RawRow> ReadFileAsync(string file, long number, CancellationToken cancellationToken)
    {
        var key = Path.ChangeExtension(Path.GetRelativePath(_folder, file), null).Replace('\\', '/');
        using var tokens = new JsonTokens(file);
        try
        {
            var value = await tokens.ValueAsync(cancellationToken);
            await tokens.NextAsync(cancellationToken);
            return value is { ValueKind: JsonValueKind.Object } record
                ? JsonWords.IsUtf8(record) ? new RawRow(number, record, key) : new RawRow(number, default, key, $"{key}.json is {DatasetText.NotUtf8}")
                : new RawRow(number, default, key, $"{key}.json holds no JSON object of one problem; name that file alone if it is a dataset");
        }
        catch (JsonException e)
        {
            return new RawRow(number, default, key, $"{key}.json: broken JSON{JsonWords.Where(e)}: {JsonWords.Of(e)}");
        }
    }
}
