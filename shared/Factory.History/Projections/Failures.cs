using System.Net.Sockets;
using Npgsql;

namespace Factory.History.Projections;

/// <summary>Which failures say nothing about the event that was being applied.</summary>
internal static class Failures
{
    public static bool IsPassing(Exception error) => error switch
    {
        OperationCanceledException or PositionMoved or SupersededProjection => true,
        // Connection failure, rollback (deadlock), out of resources, operator intervention, system error.
        PostgresException database => database.SqlState[..2] is "08" or "40" or "53" or "55" or "57" or "58" || database.IsTransient,
        NpgsqlException or IOException or SocketException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };
}

/// <summary>The position of a projection was set back while it was applying events.</summary>
internal sealed class PositionMoved(string projection) : Exception($"The position of projection {projection} was set back to rebuild it.");

/// <summary>A newer version of the projection has run on this database.</summary>
internal sealed class SupersededProjection(string projection)
    : Exception($"A newer version of projection {projection} has run on this database: this one leaves its rows alone. Update this service.");
