namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>What a trigger did with its message: <c>complete</c>, <c>abandon</c> or <c>dead-letter</c> with reason and description.</summary>
internal sealed record Settlement(string Verb, string? Reason = null, string? Description = null);
