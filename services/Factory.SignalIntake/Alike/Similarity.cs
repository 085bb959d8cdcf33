using Npgsql;

namespace Factory.SignalIntake.Alike;

/// <summary>Where PostgreSQL's pg_trgm is, looked up once: without it signals are compared by their keys alone.</summary>
internal sealed partial class Similarity(ILogger<Similarity> log)
{
    private string? _schema;
    private bool _known;

    /// <summary>Null where the database lacks it.</summary>
    public async ValueTask<string?> Schema(NpgsqlConnection connection, CancellationToken ct)
    {
        if (_known)
            return _schema;
        await using var command = new NpgsqlCommand("SELECT n.nspname::text FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'", connection);
        _schema = await command.ExecuteScalarAsync(ct) as string;
        if (_schema is null)
            Lacking();
        _known = true;
        return _schema;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database lacks the extension pg_trgm: signals that say the same in other words are not found to be duplicates. Its owner makes it with CREATE EXTENSION pg_trgm; then start the factory again.")]
    private partial void Lacking();
}
