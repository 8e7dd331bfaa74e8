namespace SaeFlows.Sqlite.Storage;

/// <summary>The tables of one part of the product in the shared database.</summary>
/// <param name="Name">Name in the table <c>schema_version</c>: engine, queue, ledger.</param>
/// <param name="Migrations">Ordered SQL scripts; script i leads from version i to i + 1. Append only: a released script never changes.</param>
public sealed record SchemaComponent(string Name, IReadOnlyList<string> Migrations);
