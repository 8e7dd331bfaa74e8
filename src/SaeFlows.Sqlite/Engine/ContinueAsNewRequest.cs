namespace SaeFlows.Sqlite.Engine;

/// <summary>What the next execution of an instance begins with.</summary>
internal sealed record ContinueAsNewRequest(string Input, bool PreserveUnprocessedEvents);
