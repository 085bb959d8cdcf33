using Factory.History;
using Factory.Servers;
using Factory.SignalIntake.Deliveries;
using Npgsql;

namespace Factory.SignalIntake.Tests.Deliveries;

public sealed class When_verdicts_are_stored : IAsyncLifetime
{
    private readonly Delivery _delivery = new(Guid.CreateVersion7(), "default", "github", "d-1", "issues", "application/json", "{}"u8.ToArray());
    private NpgsqlDataSource _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = NpgsqlDataSource.Create(await TestServers.Database());
        await new SchemaMigrator(_database, SchemaMigrator.OfHistory).Migrate();
        await Run(DeliveryCommands.Insert([_delivery]));
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData("zero \0 in it")]
    [InlineData("half of HALF")]
    [InlineData("\u001b[31mred\u202e\r\nforged")]
    public async Task What_they_quote_is_made_a_line_that_can_be_seen(string quoted)
    {
        // No attribute can hold half of a character.
        quoted = quoted.Replace("HALF", "\ud83d", StringComparison.Ordinal);
        await Run(DeliveryCommands.Judged((_delivery.Id, new DeliveryVerdict(DeliveryVerdict.Ignored, quoted, quoted))));

        var stored = await new DeliveryStore(_database, new RecentBodies()).Find("default", _delivery.Id, CancellationToken.None);

        Assert.Equal(stored!.Title, stored.Why);
        Assert.DoesNotContain(stored.Why!, character => char.IsControl(character) || char.IsSurrogate(character) || character == '\u202e');
    }

    [Fact]
    public async Task Two_that_judge_one_delivery_at_once_do_not_both()
    {
        var store = new DeliveryStore(_database, new RecentBodies());
        await using var first = await _database.OpenConnectionAsync();
        await using var second = await _database.OpenConnectionAsync();
        await using var judging = await first.BeginTransactionAsync();
        Assert.Single(await store.Unjudged(first, [_delivery.Id], CancellationToken.None));
        await using var alsoJudging = await second.BeginTransactionAsync();
        var others = store.Unjudged(second, [_delivery.Id], CancellationToken.None);
        await using var batch = new NpgsqlBatch(first, judging);
        batch.BatchCommands.Add(DeliveryCommands.Judged((_delivery.Id, new DeliveryVerdict(DeliveryVerdict.Accepted, "It asks for it."))));
        await batch.ExecuteNonQueryAsync();
        await judging.CommitAsync();

        Assert.Empty(await others);
    }

    private async Task Run(NpgsqlBatchCommand command)
    {
        await using var batch = _database.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync();
    }
}
