using Factory.Servers;
using Npgsql;

namespace Factory.History.Tests;

public sealed class Migrating : IAsyncLifetime
{
    private string connectionString = "";
    private NpgsqlDataSource source = null!;

    public async ValueTask InitializeAsync()
    {
        connectionString = await TestServers.Database();
        source = NpgsqlDataSource.Create(connectionString);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    [Fact]
    public async Task By_several_processes_at_once_runs_each_migration_once()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Migrator().Migrate())));

        Assert.Equal(SchemaMigrator.OfHistory.Count, runs.Sum());
        Assert.Equal(SchemaMigrator.OfHistory.Count, await Value<long>("SELECT count(*) FROM factory.schema_version"));
    }

    [Fact]
    public async Task Adds_what_is_new()
    {
        await Migrator().Migrate();
        Assert.Equal(1, await Migrator(new Migration(300, "shelf", "CREATE TABLE factory.shelf (id int)")).Migrate());
        Assert.Equal(0, await Value<long>("SELECT count(*) FROM factory.shelf"));
    }

    [Fact]
    public async Task Refuses_a_database_of_a_newer_version()
    {
        await Migrator(new Migration(300, "shelf", "CREATE TABLE factory.shelf (id int)")).Migrate();

        var error = await Assert.ThrowsAsync<DatabaseIsNewer>(() => Migrator().Migrate());

        Assert.Contains("300 (shelf)", error.Message, StringComparison.Ordinal);
        Assert.Contains("update this one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_fails_leaves_nothing_behind()
    {
        var error = await Assert.ThrowsAsync<MigrationFailed>(() => Migrator(new Migration(300, "broken", "CREATE TABLE factory.a (id int); SELECT nonsense")).Migrate());

        Assert.Contains("Migration 300 (broken)", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Value<long>("SELECT count(*) FROM pg_namespace WHERE nspname IN ('history', 'factory')"));
    }

    [Fact]
    public async Task Puts_nothing_of_ours_into_the_history_schema()
    {
        await Migrator().Migrate();
        Assert.Equal(
            "mt_event_progression mt_events mt_events_sequence mt_streams pk_mt_events_stream_and_version pkey_mt_event_progression_name pkey_mt_events_seq_id pkey_mt_streams_id",
            await Value<string>("SELECT string_agg(relname, ' ' ORDER BY relname COLLATE \"C\") FROM pg_class WHERE relnamespace = 'history'::regnamespace"));
        Assert.Equal(0, await Value<long>("SELECT count(*) FROM pg_proc WHERE pronamespace = 'history'::regnamespace"));
    }

    [Fact]
    public void Two_migrations_of_one_number_are_refused() =>
        Assert.Throws<ArgumentException>(() => Migrator(new Migration(1, "again", "SELECT 1")));

    private SchemaMigrator Migrator(params Migration[] more) => new(source, [.. SchemaMigrator.OfHistory, .. more]);

    private async Task<T?> Value<T>(string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync();
    }
}
