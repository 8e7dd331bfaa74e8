using System.Text.Json;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>Finds where the records of a JSON document lie, by one pass over its top level.</summary>
internal static class JsonRootScan
{
    private const int LargestSideValue = 1 << 20;
    private const int MostSideValues = 64;

    // Names seen around rows in published files; "features" and "labels" of the same files describe the rows.
    private static readonly string[] Wrappers =
        ["data", "rows", "documents", "examples", "instances", "questions", "problems", "items", "records", "dataset", "train", "validation", "dev", "test"];

    /// <exception cref="UserInputException">Broken JSON.</exception>
    public static async Task<JsonRoot> RunAsync(string path, CancellationToken cancellationToken)
    {
        using var tokens = new JsonTokens(path);
        try
        {
            return await tokens.NextAsync(cancellationToken) switch
            {
                JsonTokenType.StartArray => new JsonRoot(JsonRootKind.Array, null, new Dictionary<string, JsonElement>()),
                JsonTokenType.StartObject => await ScanObjectAsync(tokens, cancellationToken),
                var token => throw new UserInputException($"{path}: the document is a JSON {token.ToString().ToLowerInvariant()}; it should be an array of objects"),
            };
        }
        catch (JsonException e)
        {
            throw new UserInputException($"{path}: broken JSON{JsonWords.Where(e)}: {JsonWords.Of(e)}; mend it there", e);
        }
    }

    private static async Task<JsonRoot> ScanObjectAsync(JsonTokens tokens, CancellationToken cancellationToken)
    {
        var arrays = new List<string>();
        var others = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var (objects, scalars) = (0, 0);
        while (await tokens.NextAsync(cancellationToken) == JsonTokenType.PropertyName)
        {
            var name = tokens.Name!;
            if (await tokens.StartsArrayOfObjectsAsync(cancellationToken))
            {
                arrays.Add(name);
                await tokens.LeaveToAsync(1, cancellationToken);
            }
            else if (await tokens.ValueAsync(cancellationToken) is { } value)
            {
                _ = value.ValueKind == JsonValueKind.Object ? objects++ : scalars++;
                if (!JsonWords.IsUtf8(value))
                {
                    throw new JsonException($"the value of '{name}' is {DatasetText.NotUtf8}");
                }

                if (others.Count < MostSideValues && value.GetRawText().Length <= LargestSideValue)
                {
                    others[name] = value;
                }
            }
        }

        await tokens.NextAsync(cancellationToken);
        return arrays.Count > 0
            ? new JsonRoot(JsonRootKind.Property, Wrappers.FirstOrDefault(arrays.Contains) ?? arrays[0], others)
            : new JsonRoot(objects > 0 && scalars == 0 ? JsonRootKind.Keyed : JsonRootKind.Single, null, new Dictionary<string, JsonElement>());
    }
}
