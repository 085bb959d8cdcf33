using Npgsql;

namespace Factory.History;

/// <summary>
/// Brings the database to the schema that this version knows: each migration once, in order, all in one transaction, under an advisory
/// lock, so that several processes may start together. Does nothing (and needs no rights) where all is there.
/// </summary>
public sealed class SchemaMigrator
{
    // Any number will do as long as it stays the same.
    private const long AdvisoryLock = 0x46_61_63_74_6f_72_79;

    private readonly NpgsqlDataSource database;
    private readonly List<Migration> known;

    /// <param name="database">Connected as the owner of the database where something is to be migrated.</param>
    /// <param name="migrations">All that this version knows, in any order.</param>
    /// <exception cref="ArgumentException">Two migrations have one number.</exception>
    public SchemaMigrator(NpgsqlDataSource database, IEnumerable<Migration> migrations)
    {
        this.database = database;
        known = [.. migrations.OrderBy(migration => migration.Number)];
        if (known.GroupBy(migration => migration.Number).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Migration {twice.Key} is there twice: {string.Join(", ", twice.Select(migration => migration.Name))}.", nameof(migrations));
    }

    /// <summary>History's own migrations.</summary>
    public static IReadOnlyList<Migration> OfHistory { get; } = Migration.EmbeddedIn(typeof(SchemaMigrator).Assembly);

    /// <returns>How many migrations were run.</returns>
    /// <exception cref="DatabaseIsNewer">The database holds migrations that this version does not know; nothing was changed.</exception>
    public async Task<int> Migrate(CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (Missing(await Done(connection, ct)).Count == 0)
            return 0;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Run(connection, $"SELECT pg_advisory_xact_lock({AdvisoryLock})", ct);
        // Asked again under the lock: another process may have migrated in between.
        var missing = Missing(await Done(connection, ct));
        foreach (var migration in missing)
            await Apply(connection, migration, ct);
        await transaction.CommitAsync(ct);
        // Types made by the migrations are not known to connections that loaded their catalogue before.
        await connection.ReloadTypesAsync(ct);
        return missing.Count;
    }

    private List<Migration> Missing(IReadOnlyDictionary<int, string> done)
    {
        var newer = done.Where(entry => known.All(migration => migration.Number != entry.Key)).ToList();
        if (newer.Count > 0)
            throw new DatabaseIsNewer([.. newer.Select(entry => $"{entry.Key} ({entry.Value})")]);
        return [.. known.Where(migration => !done.ContainsKey(migration.Number))];
    }

    private static async Task Apply(NpgsqlConnection connection, Migration migration, CancellationToken ct)
    {
        try
        {
            await Run(connection, migration.Sql, ct);
        }
        catch (PostgresException error)
        {
            throw new MigrationFailed(migration, error);
        }

        await using var record = new NpgsqlCommand("INSERT INTO factory.schema_version (number, name) VALUES ($1, $2)", connection)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = migration.Number }, new NpgsqlParameter<string> { TypedValue = migration.Name } },
        };
        await record.ExecuteNonQueryAsync(ct);
    }

    private static async Task<IReadOnlyDictionary<int, string>> Done(NpgsqlConnection connection, CancellationToken ct)
    {
        var done = new Dictionary<int, string>();
        // Asked of the catalogue's tables: to_regclass may answer from a cache that is older than the advisory lock.
        await using (var exists = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'factory' AND tablename = 'schema_version')", connection))
        {
            if (await exists.ExecuteScalarAsync(ct) is not true)
                return done;
        }

        await using var command = new NpgsqlCommand("SELECT number, name FROM factory.schema_version", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            done.Add(reader.GetInt32(0), reader.GetString(1));
        return done;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
