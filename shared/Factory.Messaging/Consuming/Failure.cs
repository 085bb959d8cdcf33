using System.Net.Sockets;
using Factory.History;
using Npgsql;

namespace Factory.Messaging.Consuming;

/// <summary>Why handling failed, as far as trying again is concerned.</summary>
internal enum FailureKind
{
    /// <summary>The message or its consumer is at fault.</summary>
    Own = 0,

    /// <summary>The database is not there, or not now.</summary>
    Away = 1,

    /// <summary>Another transaction was first.</summary>
    Conflict = 2,
}

internal static class Failure
{
    public static FailureKind KindOf(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (KindOfOne(cause) is var kind and not FailureKind.Own)
                return kind;
        }

        return FailureKind.Own;
    }

    private static FailureKind KindOfOne(Exception error) => error switch
    {
        ConcurrencyConflict => FailureKind.Conflict,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => FailureKind.Conflict,
        // 57P05 and the like: the session was ended, not the statement refused.
        PostgresException postgres => postgres.IsTransient || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal) ? FailureKind.Away : FailureKind.Own,
        NpgsqlException or SocketException => FailureKind.Away,
        _ => FailureKind.Own,
    };
}
