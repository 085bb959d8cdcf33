using Factory.Messaging.Nodes;
using Npgsql;

namespace Factory.Router.Ledger;

/// <summary>Looks after reservations that nobody ends: of processes that died, and of this one where a word was lost.</summary>
internal sealed partial class LedgerSweep(NpgsqlDataSource database, LedgerWriter writer, OpenCalls open, NodeIdentity node, TimeProvider time, ILogger<LedgerSweep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>A run that was not asked for again in this time is over, or waits for people: what may have been paid is taken as paid.</summary>
    private static readonly TimeSpan UnknownAge = TimeSpan.FromHours(24);

    /// <summary>A slice's process that was taken for dead wrongly has said so by then.</summary>
    private static readonly TimeSpan SliceAge = TimeSpan.FromMinutes(2);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await writer.Flush().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Marks what dead processes left, and ends what this one forgot.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        await using var sweep = database.CreateCommand("SELECT factory.ledger_sweep($1, $2)");
        sweep.Parameters.AddRange(new NpgsqlParameter[] { LedgerCommands.Of(UnknownAge), LedgerCommands.Of(SliceAge) });
        if (await sweep.ExecuteScalarAsync(ct) is int dead and > 0)
            LogUnknown(dead);
        foreach (var forgotten in open.Forgotten(await Reserved(ct)))
            writer.End(forgotten);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Sweep(stoppingToken);
            }
            catch (NpgsqlException away)
            {
                LogAway(away.Message);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Old enough for this process to have heard that they are reserved.</summary>
    private async Task<IReadOnlySet<Guid>> Reserved(CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "SELECT id FROM factory.ledger_call WHERE state = 'reserved' AND node = $1 AND NOT slice AND reserved_at < now() - interval '1 minute'");
        command.Parameters.Add(LedgerCommands.Of(node.Id));
        var reserved = new HashSet<Guid>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            reserved.Add(reader.GetGuid(0));
        return reserved;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Calls} model calls of processes that ended may have been paid; ./factory costs shows them")]
    private partial void LogUnknown(int calls);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger was not looked through: {Why}")]
    private partial void LogAway(string why);
}
