using Npgsql;

namespace Factory.History;

/// <summary>The database was made by a newer version than this one.</summary>
public sealed class DatabaseIsNewer(IReadOnlyList<string> migrations)
    : Exception($"The database has migrations that this version does not know: {string.Join(", ", migrations)}. A newer version made them: update this one, or use another database. Nothing was changed.");

/// <summary>A migration did not run; the database is as it was before.</summary>
public sealed class MigrationFailed(Migration migration, PostgresException error)
    : Exception($"Migration {migration.Number} ({migration.Name}) failed: {error.MessageText}{Advice(error)} Nothing was changed.", error)
{
    private static string Advice(PostgresException error) => error.SqlState == PostgresErrorCodes.InsufficientPrivilege
        ? " Migrate as the owner of the database with the right to create roles (CREATEROLE)."
        : "";
}
