using Npgsql;
using static Factory.History.Tests.SampleEvents;

namespace Factory.History.Tests;

public sealed class The_role_of_a_service : IAsyncLifetime
{
    private readonly Guid stream = Guid.NewGuid();
    private HistoryDatabase database = null!;
    private NpgsqlDataSource service = null!;

    public async ValueTask InitializeAsync()
    {
        database = await HistoryDatabase.Migrated();
        await database.Events.Append(Box(stream, 0, Item(1)));
        service = NpgsqlDataSource.Create(await ServiceRoles.Create(database.ConnectionString, "signal-intake"));
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Appends_reads_and_stores_blobs()
    {
        var store = new EventStore(service, Types, database.Time, []);
        await store.Append(Box(stream, 1, Item(2)));
        Assert.Equal(2, (await store.Fold(stream, 0, (count, _) => count + 1)).State);
        var blobs = new BlobStore(service, database.Time);
        await blobs.Erase("team", (await blobs.Put("team", new byte[] { 1 }, "text/plain")).Id);
        Assert.Equal(0, await new SchemaMigrator(service, SchemaMigrator.OfHistory).Migrate());
    }

    [Theory]
    [InlineData("UPDATE history.mt_events SET data = '{}'")]
    [InlineData("DELETE FROM history.mt_events")]
    [InlineData("TRUNCATE history.mt_events")]
    [InlineData("DELETE FROM history.mt_streams")]
    [InlineData("ALTER TABLE history.mt_events DISABLE TRIGGER ALL")]
    [InlineData("DELETE FROM factory.schema_version")]
    [InlineData("CREATE TABLE history.extra (id int)")]
    [InlineData("CREATE ROLE another SUPERUSER")]
    public async Task May_not(string sql)
    {
        await using var command = service.CreateCommand(sql);
        var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    [Fact]
    public async Task Is_made_by_several_at_once_and_again()
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ServiceRoles.Create(database.ConnectionString, "coder")));
        Assert.Single(connections.Select(one => new NpgsqlConnectionStringBuilder(one).Username).Distinct());
    }

    [Theory]
    [InlineData("coder; DROP TABLE x")]
    [InlineData("Coder")]
    [InlineData("")]
    public async Task Needs_the_name_of_a_service(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => ServiceRoles.Create(database.ConnectionString, name));
}
