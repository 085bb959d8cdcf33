using Npgsql;
using static Factory.History.Tests.SampleEvents;

namespace Factory.History.Tests;

public sealed class Reading : IAsyncLifetime
{
    private readonly Guid stream = Guid.NewGuid();
    private HistoryDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = await HistoryDatabase.Migrated();
        await database.Events.Append(Box(stream, 0, Item(1), Item(2), Item(3)));
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task After_a_version_gives_the_rest()
    {
        Assert.Equal([Item(3)], (await database.Stored(stream, afterVersion: 2)).Select(one => one.Data));
        Assert.Empty(await database.Stored(stream, afterVersion: 3));
        Assert.Empty(await database.Stored(Guid.NewGuid()));
    }

    [Fact]
    public async Task Folds_into_a_state_and_its_version()
    {
        var folded = await database.Events.Fold(stream, 0, (sum, data) => sum + ((ItemAdded)data).Count);
        Assert.Equal(new Folded<int>(6, 3), folded);
        Assert.Equal(new Folded<int>(9, 3), await database.Events.Fold(stream, 6, (sum, data) => sum + ((ItemAdded)data).Count, afterVersion: 2));
        Assert.Equal(new Folded<int>(0, 0), await database.Events.Fold(Guid.NewGuid(), 0, (sum, _) => sum + 1));
    }

    [Fact]
    public async Task On_the_connection_of_a_transaction_sees_what_it_appended()
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection);
        database.Events.AddTo(batch, Box(stream, 3, Item(4)));
        await batch.ExecuteNonQueryAsync();

        Assert.Equal(4, (await database.Events.Fold(connection, stream, 0, (count, _) => count + 1)).State);
        Assert.Equal(3, (await database.Stored(stream)).Count);
    }

    [Fact]
    public async Task An_event_of_a_newer_version_says_so()
    {
        await database.Run($"UPDATE history.mt_events SET type = 'box_teleported' WHERE version = 2");

        var error = await Assert.ThrowsAsync<UnknownEventType>(() => database.Stored(stream));

        Assert.Equal("box_teleported", error.Alias);
        Assert.Contains($"Event 2 of stream {stream}", error.Message, StringComparison.Ordinal);
        Assert.Contains("update this service", error.Message, StringComparison.Ordinal);
    }
}
