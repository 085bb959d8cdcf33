using Npgsql;

namespace Factory.Messaging.Leases;

/// <summary>What the database says when a lease is ended by someone who does not hold it.</summary>
internal static class LeaseLost
{
    private const string SqlState = "LE001";

    /// <summary>The transaction may have wrapped the database's own exception.</summary>
    public static bool Is(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: SqlState })
                return true;
        }

        return false;
    }
}
