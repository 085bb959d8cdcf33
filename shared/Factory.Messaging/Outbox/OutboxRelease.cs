using Factory.Messaging.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Messaging.Outbox;

/// <summary>The last to stop: what this process has not delivered is free for the next one at once.</summary>
internal sealed class OutboxRelease(NpgsqlDataSource database, NodeIdentity node, ILogger<OutboxRelease> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand("UPDATE factory.outbox SET node = NULL WHERE node = $1");
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException error)
        {
            log.LogWarning("Messages of this process wait until its heartbeat is over: {Reason}", error.Message);
        }
    }
}
