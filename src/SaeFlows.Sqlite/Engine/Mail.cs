using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>One input of an instance. <paramref name="InboxId"/> is 0 for what is not in the inbox table (results of activities).</summary>
/// <param name="Kind">What it becomes in the history.</param>
/// <param name="Execution">The execution it belongs to; -1 for any.</param>
/// <param name="Step">The step it completes; -1 for none.</param>
/// <param name="Name">Event name or step name.</param>
/// <param name="Payload">Serialised result, failure, event or reason.</param>
/// <param name="InboxId">Row that is deleted when the input is journalled.</param>
internal readonly record struct Mail(HistoryEventKind Kind, int Execution, int Step, string? Name, string? Payload, long InboxId = 0);
