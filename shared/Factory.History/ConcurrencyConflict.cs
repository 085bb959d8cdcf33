using Npgsql;

namespace Factory.History;

/// <summary>
/// The stream was not at the version that its writer expected; the whole transaction is aborted. Load the stream again and decide anew.
/// </summary>
public sealed class ConcurrencyConflict : Exception
{
    /// <summary>What the database raises when the expected version is not there.</summary>
    public const string SqlState = "VC001";

    private ConcurrencyConflict(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>
    /// The conflict that an error of the database stands for, or null when it is another error. For those who carry an append in a batch
    /// of their own (<see cref="EventStore.AddTo"/>).
    /// </summary>
    public static ConcurrencyConflict? From(PostgresException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return IsConflict(error) ? new ConcurrencyConflict(error.MessageText, error) : null;
    }

    private static bool IsConflict(PostgresException error) => error.SqlState switch
    {
        SqlState => true,
        // Another writer of the same schema (Marten) that does not lock the stream's row first.
        PostgresErrorCodes.UniqueViolation => error.ConstraintName is "pk_mt_events_stream_and_version" or "pkey_mt_streams_id",
        _ => false,
    };
}
