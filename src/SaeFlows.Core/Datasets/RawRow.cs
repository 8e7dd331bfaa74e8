using System.Text.Json;

namespace SaeFlows.Core.Datasets;

/// <summary>One record of a file before any format has looked at it; tables and Parquet rows take the form of a JSON object too.</summary>
/// <param name="Row">1-based: line of a line-based file, element of an array, data row of a table.</param>
/// <param name="Fields">The record's columns; undefined where <paramref name="Broken"/> says why.</param>
/// <param name="Key">The name that the container gives the record (property of an object of objects, file of a folder), or null.</param>
/// <param name="Broken">Why the record could not be read, or null.</param>
public readonly record struct RawRow(long Row, JsonElement Fields, string? Key = null, string? Broken = null);
