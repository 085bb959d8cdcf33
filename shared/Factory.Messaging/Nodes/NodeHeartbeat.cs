using Factory.Messaging.Leases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Messaging.Nodes;

/// <summary>Shows other nodes that this one lives, by one row that it renews, and frees what dead nodes held.</summary>
internal sealed partial class NodeHeartbeat(NpgsqlDataSource database, NodeIdentity node, NodeOptions options, LeaseStore leases, LeaseSignal signal, TimeProvider time, ILogger<NodeHeartbeat> log)
    : BackgroundService
{
    private long _renewed;
    private bool _lost;

    /// <summary>Called once when the row could not be renewed before it expired.</summary>
    public Action? Lost { get; set; }

    /// <summary>The row is there before anything is marked with this node's id.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Renew(cancellationToken);
        if (options.Alone)
            await Delete("id <> $1", cancellationToken);
        await leases.FreeOfDead(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Delete("id = $1 OR expires_at < now() - interval '1 day'", cancellationToken);
        }
        catch (Exception e)
        {
            LogMissed(e.Message); // it expires
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = options.Heartbeat;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = await Beat(stoppingToken) ? options.Heartbeat : options.Heartbeat / 5;
            CheckLost();
        }
    }

    private async Task<bool> Beat(CancellationToken stoppingToken)
    {
        // A connection that hangs must not hold up the next try, nor the moment at which this node knows that it is lost.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(options.Heartbeat);
        try
        {
            await Renew(limit.Token);
            if (await leases.FreeOfDead(limit.Token) > 0)
                signal.Wake();
            return true;
        }
        catch (Exception e)
        {
            if (!stoppingToken.IsCancellationRequested)
                LogMissed(e.Message);
            return false;
        }
    }

    private async Task Renew(CancellationToken ct)
    {
        var asked = time.GetTimestamp(); // before the database answers: this node must not think that it has longer than others give it
        await using var command = database.CreateCommand(
            """
            INSERT INTO factory.node (id, name, expires_at) VALUES ($1, $2, now() + $3)
            ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at
            """);
        command.Parameters.AddRange(new NpgsqlParameter[] { LeaseCommands.Of(node.Id), LeaseCommands.Of(Environment.MachineName), LeaseCommands.Of(options.Expiry) });
        await command.ExecuteNonQueryAsync(ct);
        (_renewed, _lost) = (asked, false);
    }

    private async Task Delete(string nodes, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"DELETE FROM factory.node WHERE {nodes}");
        command.Parameters.Add(LeaseCommands.Of(node.Id));
        await command.ExecuteNonQueryAsync(ct);
    }

    private void CheckLost()
    {
        if (_lost || time.GetElapsedTime(_renewed) < options.Expiry)
            return;
        _lost = true;
        LogLost(options.Expiry.TotalSeconds);
        Lost?.Invoke();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat was not written: {Why}")]
    private partial void LogMissed(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No heartbeat for {Seconds} s: others take over the work of this process, and it stops its own.")]
    private partial void LogLost(double seconds);
}
