using System.Text.Json;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>Where the records of a JSON document lie.</summary>
/// <param name="Kind">The layout.</param>
/// <param name="Property">The property that holds the array, for <see cref="JsonRootKind.Property"/>.</param>
/// <param name="Others">Small properties beside it.</param>
internal sealed record JsonRoot(JsonRootKind Kind, string? Property, IReadOnlyDictionary<string, JsonElement> Others);
