using Factory.Contracts.Gateway;
using Factory.Contracts.History;
using Factory.History;
using Factory.History.Teams;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Factory.Router.Tests.Gateway;

/// <summary>What history says of calls of the gateway.</summary>
internal static class GatewayRecords
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>All calls of all keys, once there are so many.</summary>
    public static async Task<IReadOnlyList<GatewayCallMade>> Of(GatewayHost gateway, int calls)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var made = (await Events(gateway)).SelectMany(used => used.Calls).ToList();
            if (made.Count >= calls || patience.IsCancellationRequested)
            {
                Assert.True(made.Count >= calls, $"{made.Count} of {calls} calls are in history.");
                return made;
            }
        }
    }

    public static async Task<IReadOnlyList<GatewayUsed>> Events(GatewayHost gateway)
    {
        var (events, found) = (gateway.Services.GetRequiredService<EventStore>(), new List<GatewayUsed>());
        await using var source = NpgsqlDataSource.Create(gateway.Database);
        await using var command = source.CreateCommand("SELECT id FROM history.mt_streams WHERE type = 'gateway_day'");
        var streams = new List<Guid>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                streams.Add(reader.GetGuid(0));
            }
        }

        foreach (var stream in streams)
        {
            await foreach (var stored in events.Read(stream))
            {
                found.Add((GatewayUsed)stored.Data);
            }
        }

        return found;
    }
}
