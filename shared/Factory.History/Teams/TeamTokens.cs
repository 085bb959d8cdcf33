using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Factory.History.Teams;

/// <summary>The API tokens of teams. A token is shown once, when it is made; the database holds its hash.</summary>
public sealed partial class TeamTokens(NpgsqlDataSource database, TimeProvider time)
{
    private const string Prefix = "fct_";
    private const int LongestToken = 200;

    /// <summary>Makes a token, and the team where it is new.</summary>
    /// <param name="team">1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, the first a letter or digit.</param>
    /// <param name="name">What it is for, for people; 1 to 200 characters.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The token; it cannot be read again.</returns>
    /// <exception cref="ArgumentException">A name that is none.</exception>
    public async Task<string> Create(string team, string name, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        if (!TeamName().IsMatch(team))
            throw new ArgumentException($"'{team}' cannot name a team: 1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit.", nameof(team));
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200)
            throw new ArgumentException("A token needs a name of 1 to 200 characters that says what it is for.", nameof(name));
        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO factory.team (name, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        {
            Parameters = { new NpgsqlParameter { Value = team }, new NpgsqlParameter { Value = now } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO factory.api_token (sha256, team, name, created_at) VALUES ($1, $2, $3, $4)")
        {
            Parameters = { new NpgsqlParameter { Value = Hash(token) }, new NpgsqlParameter { Value = team }, new NpgsqlParameter { Value = name }, new NpgsqlParameter { Value = now } },
        });
        await batch.ExecuteNonQueryAsync(ct);
        return token;
    }

    /// <summary>
    /// The team that a token stands for, or null when there is no such token or it was revoked. It is looked up by its hash, so that the
    /// time this takes tells nothing about any token.
    /// </summary>
    public async Task<string?> Find(string token, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > LongestToken)
            return null;
        var hash = Hash(token);
        await using var command = database.CreateCommand("SELECT sha256, team FROM factory.api_token WHERE sha256 = $1 AND revoked_at IS NULL");
        command.Parameters.Add(new NpgsqlParameter { Value = hash });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) && CryptographicOperations.FixedTimeEquals(reader.GetFieldValue<byte[]>(0), hash) ? reader.GetString(1) : null;
    }

    /// <summary>Ends all tokens of a team that have this name.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> Revoke(string team, string name, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand("UPDATE factory.api_token SET revoked_at = $3 WHERE team = $1 AND name = $2 AND revoked_at IS NULL");
        command.Parameters.Add(new NpgsqlParameter { Value = team });
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        command.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow().UtcDateTime });
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex TeamName();
}
