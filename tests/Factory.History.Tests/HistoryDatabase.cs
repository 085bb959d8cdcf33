using Factory.Servers;
using Npgsql;

namespace Factory.History.Tests;

/// <summary>A fresh database with the history's schema, and the store on it.</summary>
internal sealed class HistoryDatabase : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private HistoryDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        Source = NpgsqlDataSource.Create(connectionString);
        Events = Store();
        Blobs = new BlobStore(Source, Time);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public StoppedClock Time { get; } = new(Now);

    public EventStore Events { get; }

    public BlobStore Blobs { get; }

    public static async Task<HistoryDatabase> Migrated() => await MigratedOn(await TestServers.Database());

    public static HistoryDatabase On(string connectionString) => new(connectionString);

    public static async Task<HistoryDatabase> MigratedOn(string connectionString)
    {
        var database = new HistoryDatabase(connectionString);
        await new SchemaMigrator(database.Source, SchemaMigrator.OfHistory).Migrate();
        return database;
    }

    public EventStore Store(EventTypes? types = null, params IInlineProjection[] inline) => new(Source, types ?? SampleEvents.Types, Time, inline);

    public async Task<T?> Value<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async Task Run(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<StoredEvent>> Stored(Guid stream, long afterVersion = 0)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in Events.Read(stream, afterVersion))
            events.Add(stored);
        return events;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
