using System.Text.Json.Serialization;

namespace SaeFlows.Core.Detection;

/// <summary>Tokens of one sort, for which other label domains are expected than for the rest.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TokenClass
{
    public required string Name { get; init; }

    /// <summary>A regular expression that the whole token must match, spaces around it aside.</summary>
    public required string Pattern { get; init; }

    /// <summary>Label domains that are expected for these tokens.</summary>
    public required IReadOnlyList<string> Expected { get; init; }
}
