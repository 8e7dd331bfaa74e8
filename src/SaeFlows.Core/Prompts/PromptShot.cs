using System.Text.Json.Serialization;

namespace SaeFlows.Core.Prompts;

/// <summary>One worked example in a prompt.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PromptShot
{
    public required string Question { get; init; }

    /// <summary>The choices that it offers; empty where it offers none.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public required string Answer { get; init; }
}
