using System.Text.Json;

namespace SaeFlows.Core.Datasets;

/// <summary>Streams the records of one file. Each call of <see cref="ReadAsync"/> starts from the beginning.</summary>
internal interface IRowSource
{
    DatasetContainer Container { get; }

    /// <summary>Small properties beside the records (JSON documents only).</summary>
    IReadOnlyDictionary<string, JsonElement> Root { get; }

    /// <exception cref="UserInputException">The rest of the file cannot be read.</exception>
    IAsyncEnumerable<RawRow> ReadAsync(CancellationToken cancellationToken);
}
