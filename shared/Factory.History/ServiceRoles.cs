using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Factory.History;

/// <summary>A database role for each service, a member of <c>factory_app</c>: it may append and read, and may not change or delete events.</summary>
public static partial class ServiceRoles
{
    private const int Attempts = 5;

    /// <summary>Makes the service's role, or gives it a new password where it is there already (connections that are open stay).</summary>
    /// <param name="ownerConnection">Connection string of the owner of a migrated database, with the right to create roles.</param>
    /// <param name="service">Name of the service: a letter, then up to 30 letters, digits and <c>-</c>, all lower case.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The connection string that the service connects with.</returns>
    /// <exception cref="ArgumentException">The name is not one of a service.</exception>
    public static async Task<string> Create(string ownerConnection, string service, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (!ServiceName().IsMatch(service))
            throw new ArgumentException($"'{service}' is not the name of a service: a letter, then up to 30 lower-case letters, digits and '-'.", nameof(service));
        var settings = new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false };
        var role = RoleName(service, settings.Database ?? settings.Username ?? "");
        var password = RandomNumberGenerator.GetHexString(40, lowercase: true);
        await CreateOrChange(settings.ConnectionString, role, password, ct);
        return new NpgsqlConnectionStringBuilder(ownerConnection) { Username = role, Password = password, Passfile = null }.ConnectionString;
    }

    // Roles belong to the whole cluster: the database's name is in the role's, so that two factories on one cluster keep apart.
    private static string RoleName(string service, string database) =>
        $"factory_{service.Replace('-', '_')}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(database)))[..8]}";

    private static async Task CreateOrChange(string connectionString, string role, string password, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Opened anew each time: an internal error ("tuple concurrently updated") breaks the connection.
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(ct);
                var statements = await Statements(connection, role, password, ct);
                await using var command = new NpgsqlCommand(statements, connection);
                await command.ExecuteNonQueryAsync(ct);
                return;
            }
            catch (PostgresException error) when (attempt < Attempts && IsRace(error))
            {
                // Somebody made or changed the role at the same moment.
            }
        }
    }

    private static bool IsRace(PostgresException error) => error.SqlState is
        PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.InternalError;

    private static async Task<string> Statements(NpgsqlConnection connection, string role, string password, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT format(CASE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = $1) THEN 'ALTER' ELSE 'CREATE' END
                || ' ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD %L; GRANT factory_app TO %I', $1, $2, $1)
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = role }, new NpgsqlParameter<string> { TypedValue = password } },
        };
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,30}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex ServiceName();
}
