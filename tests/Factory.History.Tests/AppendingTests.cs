using Npgsql;
using static Factory.History.Tests.SampleEvents;

namespace Factory.History.Tests;

public sealed class Appending : IAsyncLifetime
{
    private readonly Guid stream = Guid.NewGuid();
    private HistoryDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await HistoryDatabase.Migrated();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Starts_a_stream_and_goes_on_with_it()
    {
        Assert.Equal(2, await database.Events.Append(Box(stream, 0, new BoxOpened(stream, "a", BoxSize.Small), Item(1))));
        Assert.Equal(3, await database.Events.Append(Box(stream, 2, Item(2))));

        var stored = await database.Stored(stream);
        Assert.Equal([1, 2, 3], stored.Select(one => one.Version));
        Assert.Equal([1, 2, 3], stored.Select(one => one.Sequence));
        Assert.Equal([new BoxOpened(stream, "a", BoxSize.Small), Item(1), Item(2)], stored.Select(one => one.Data));
        Assert.All(stored, one => Assert.Equal(HistoryDatabase.Now, one.Timestamp));
    }

    [Fact]
    public async Task Writes_what_Marten_reads()
    {
        await database.Events.Append(Box(stream, 0, new BoxOpened(stream, "two \"words\" <&> ü\n", BoxSize.Large)));

        Assert.Equal(
            $"box 1 box_opened Factory.History.Tests.BoxOpened, Factory.History.Tests *DEFAULT* *DEFAULT* f f 2026-03-04 05:06:07 {stream} 2",
            await database.Value<string>("""
                SELECT concat_ws(' ', s.type, s.version, e.type, e.mt_dotnet_type, s.tenant_id, e.tenant_id, s.is_archived, e.is_archived,
                    e.timestamp AT TIME ZONE 'UTC', e.data->>'BoxId', e.data->>'Size')
                FROM history.mt_streams s JOIN history.mt_events e ON e.stream_id = s.id
                """));
        Assert.Equal("BoxId Label Size", await database.Value<string>("SELECT string_agg(k, ' ' ORDER BY k COLLATE \"C\") FROM history.mt_events, jsonb_object_keys(data) k"));
    }

    [Fact]
    public async Task Replaces_the_character_that_the_database_cannot_hold()
    {
        await database.Events.Append(Box(stream, 0, new ItemAdded("a\0b \\u0000 \\\0", 1)));
        Assert.Equal(new ItemAdded("a\uFFFDb \\u0000 \\\uFFFD", 1), (await database.Stored(stream))[0].Data);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task With_another_version_than_expected_is_a_conflict(long expected)
    {
        await database.Events.Append(Box(stream, 0, Item(1), Item(2)));

        var conflict = await Assert.ThrowsAsync<ConcurrencyConflict>(() => database.Events.Append(Box(stream, expected, Item(3))));

        Assert.Contains($"{stream} was expected at version {expected} but is at version 2", conflict.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await database.Stored(stream)).Count);
    }

    [Fact]
    public async Task To_a_stream_that_should_be_there_and_is_not_is_a_conflict()
    {
        var conflict = await Assert.ThrowsAsync<ConcurrencyConflict>(() => database.Events.Append(Box(stream, 1, Item(1))));
        Assert.Contains("does not exist", conflict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_conflicts_draws_no_sequence_number()
    {
        await database.Events.Append(Box(stream, 0, Item(1)));
        var before = await database.Value<long>("SELECT last_value FROM history.mt_events_sequence");

        await Assert.ThrowsAsync<ConcurrencyConflict>(() => database.Events.Append(Box(stream, 7, Item(2))));

        Assert.Equal(before, await database.Value<long>("SELECT last_value FROM history.mt_events_sequence"));
    }

    [Fact]
    public async Task That_conflicts_aborts_the_whole_batch_it_is_part_of_even_when_the_batch_commits()
    {
        await database.Events.Append(Box(stream, 0, Item(1)));
        await database.Run("CREATE TABLE other (id int)");
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO other VALUES (1)"));
        database.Events.AddTo(batch, Box(stream, 5, Item(2)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO other VALUES (2)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));

        var error = await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync());

        Assert.NotNull(ConcurrencyConflict.From(error));
        await using var rollback = new NpgsqlCommand("ROLLBACK", connection);
        await rollback.ExecuteNonQueryAsync();
        Assert.Equal(0, await database.Value<long>("SELECT count(*) FROM other"));
    }

    [Fact]
    public async Task At_the_end_by_many_writers_at_once_keeps_all_events_without_holes()
    {
        var writers = Enumerable.Range(0, 16).Select(number => database.Events.Append(Box(stream, null, Item(number), Item(number + 100))));

        await Task.WhenAll(writers);

        var stored = await database.Stored(stream);
        Assert.Equal(Enumerable.Range(1, 32).Select(version => (long)version), stored.Select(one => one.Version));
        Assert.Equal(32, await database.Value<long>("SELECT version FROM history.mt_streams"));
        Assert.Equal(stored.Select(one => one.Sequence).Order(), stored.Select(one => one.Sequence));
    }

    [Fact]
    public async Task With_one_expected_version_by_many_writers_at_once_lets_one_through()
    {
        await database.Events.Append(Box(stream, 0, Item(0)));

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Succeeds(Box(stream, 1, Item(number)))));

        Assert.Single(results, success => success);
        Assert.Equal(2, (await database.Stored(stream)).Count);
    }

    [Fact]
    public async Task Of_a_new_stream_by_many_writers_at_once_lets_one_through()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Succeeds(Box(stream, 0, Item(number)))));
        Assert.Single(results, success => success);
    }

    [Fact]
    public async Task Of_nothing_or_of_what_is_no_event_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => database.Events.Append(Box(stream, 0)));
        var error = await Assert.ThrowsAsync<ArgumentException>(() => database.Events.Append(Box(stream, 0, "text")));
        Assert.Contains("System.String is not a type of event", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_the_inline_projections_in_the_same_transaction()
    {
        await database.Run("CREATE TABLE counted (stream uuid PRIMARY KEY, events int CHECK (events < 4))");
        var store = database.Store(inline: new CountEvents());
        await store.Append(Box(stream, 0, Item(1), Item(2)));
        await store.Append(Box(stream, 2, Item(3)));
        Assert.Equal(3, await database.Value<int>("SELECT events FROM counted"));

        await Assert.ThrowsAsync<PostgresException>(() => store.Append(Box(stream, 3, Item(4))));

        Assert.Equal(3, (await database.Stored(stream)).Count);
    }

    private async Task<bool> Succeeds(StreamAppend append)
    {
        try
        {
            await database.Events.Append(append);
            return true;
        }
        catch (ConcurrencyConflict)
        {
            return false;
        }
    }

    private sealed class CountEvents : IInlineProjection
    {
        public void Apply(NpgsqlBatch batch, Appended appended) => batch.BatchCommands.Add(
            new NpgsqlBatchCommand("INSERT INTO counted VALUES ($1, $2) ON CONFLICT (stream) DO UPDATE SET events = counted.events + $2")
            {
                Parameters = { new NpgsqlParameter { Value = appended.Append.Stream }, new NpgsqlParameter { Value = appended.Append.Events.Count } },
            });
    }
}
