using SaeFlows.Core;

namespace SaeFlows.Sqlite.Storage;

/// <summary>Brings a component's tables to the version that this program knows.</summary>
internal static class SchemaMigrator
{
    public const string CreateVersionTable =
        "CREATE TABLE IF NOT EXISTS schema_version (component TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID";

    /// <summary>Runs the missing migrations; call inside a write transaction, so that processes that start together don't meet.</summary>
    /// <exception cref="UserInputException">The database was made by a newer program.</exception>
    public static void Migrate(SqliteSession session, SchemaComponent component, string path)
    {
        var version = session.Scalar<long>("SELECT version FROM schema_version WHERE component = $c", ("$c", component.Name));
        if (version > component.Migrations.Count)
        {
            throw new UserInputException(
                $"Database '{path}' has version {version} of the {component.Name} tables, but this program knows only versions up to " +
                $"{component.Migrations.Count}: use a newer SaeFlows, or name another database file.");
        }

        for (var next = (int)version; next < component.Migrations.Count; next++)
        {
            using var command = session.CreateCommand();
#pragma warning disable CA2100 // The script is a constant of this assembly.
            command.CommandText = component.Migrations[next];
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        session.Execute(
            "INSERT INTO schema_version(component, version) VALUES ($c, $v) ON CONFLICT(component) DO UPDATE SET version = $v",
            ("$c", component.Name),
            ("$v", component.Migrations.Count));
    }
}
