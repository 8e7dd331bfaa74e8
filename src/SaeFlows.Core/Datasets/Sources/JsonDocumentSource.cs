using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>The records of one JSON document, element by element. Broken JSON ends the reading: where the next element starts is unknown.</summary>
internal sealed class JsonDocumentSource(string path, JsonRoot root) : IRowSource
{
    public DatasetContainer Container => DatasetContainer.Json;

    public IReadOnlyDictionary<string, JsonElement> Root => root.Others;

    public async IAsyncEnumerable<RawRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var tokens = new JsonTokens(path);
        var number = 0L;
        while (true)
        {
            RawRow? row;
            try
            {
                if (number == 0)
                {
                    await EnterAsync(tokens, cancellationToken);
                }

                row = await NextAsync(tokens, number + 1, cancellationToken);
            }
            catch (JsonException e)
            {
                throw new UserInputException(
                    $"{path}: row {number + 1}: broken JSON{JsonWords.Where(e)}: {JsonWords.Of(e)}; mend it there (an array cannot be read past a break)", e);
            }

            if (row is null)
            {
                yield break;
            }

            number++;
            yield return row.Value;
        }
    }

    private async ValueTask EnterAsync(JsonTokens tokens, CancellationToken cancellationToken)
    {
        if (root.Kind != JsonRootKind.Single)
        {
            await tokens.NextAsync(cancellationToken);
        }

        if (root.Kind == JsonRootKind.Property)
        {
            while (await tokens.NextAsync(cancellationToken) == JsonTokenType.PropertyName && tokens.Name != root.Property)
            {
                if (await tokens.StartsArrayOfObjectsAsync(cancellationToken))
                {
                    await tokens.LeaveToAsync(1, cancellationToken);
                }
                else
                {
                    await tokens.ValueAsync(cancellationToken);
                }
            }

            await tokens.NextAsync(cancellationToken);
        }
    }

    private async ValueTask<RawRow?> NextAsync(JsonTokens tokens, long number, CancellationToken cancellationToken)
    {
        string? key = null;
        if (root.Kind == JsonRootKind.Keyed)
        {
            if (await tokens.NextAsync(cancellationToken) != JsonTokenType.PropertyName)
            {
                return null;
            }

            key = tokens.Name;
        }
        else if (root.Kind == JsonRootKind.Single && number > 1)
        {
            await tokens.NextAsync(cancellationToken);
            return null;
        }

        if (await tokens.ValueAsync(cancellationToken) is { } value)
        {
            return Row(number, value, key);
        }

        // Whatever follows the array must be blank or the rest of the root object.
        await tokens.LeaveToAsync(0, cancellationToken);
        await tokens.NextAsync(cancellationToken);
        return null;
    }

    private static RawRow Row(long number, JsonElement value, string? key)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return new RawRow(number, default, key, $"the element is a JSON {JsonWords.Of(value)}, not an object");
        }

        return JsonWords.IsUtf8(value)
            ? new RawRow(number, value, key)
            : new RawRow(number, default, key, DatasetText.NotUtf8);
    }
}
