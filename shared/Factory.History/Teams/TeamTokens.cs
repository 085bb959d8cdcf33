using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Factory.History.Teams;

/// <summary>
/// The API tokens of teams, all of them: who may call is known from here alone. A token is shown once, when it is made; the database holds its SHA-256.
/// </summary>
public sealed partial class TeamTokens(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The team that owns what is done with the token that a factory makes for its owner.</summary>
    public const string DefaultTeam = "default";

    private const string Prefix = "fct_";
    private const string GatewayPrefix = "fgk_";
    private const int SecretBytes = 32;
    private const int LongestToken = 200;
    private const int LongestName = 200;

    private static readonly int GatewayKeyLength = GatewayPrefix.Length + Base64Url.GetEncodedLength(SecretBytes);

    /// <summary>Why there can be no token with these names, as a sentence for people; null when there can.</summary>
    public static string? Problem(string team, string name) =>
        !TeamName().IsMatch(team) ? $"'{team}' cannot name a team: 1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit."
        : string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl) ? $"A token needs a name of 1 to {LongestName} characters, without control characters, that says what it is for."
        : null;

    /// <summary>Makes a token, and the team where it is new.</summary>
    /// <param name="team">1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, the first a letter or digit.</param>
    /// <param name="name">What it is for, for people; 1 to 200 characters.</param>
    /// <param name="isOperator">Whether it lets an operator in, see <see cref="Caller"/>.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The token; it cannot be read again.</returns>
    /// <exception cref="ArgumentException">A name that is none.</exception>
    public async Task<string> Create(string team, string name, bool isOperator = false, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(name);
        return await Create(Prefix, new TeamToken(team, name, isOperator, time.GetUtcNow(), RevokedAt: null), ct);
    }

    /// <summary>Makes a key for a person's own tools, which is good for the router's gateway and opens nothing else.</summary>
    /// <param name="team">As of a token.</param>
    /// <param name="name">Whose it is; 1 to 200 characters.</param>
    /// <param name="budget">What it may spend; null for what the team may.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The key; it cannot be read again.</returns>
    /// <exception cref="ArgumentException">A name that is none.</exception>
    public async Task<string> CreateGatewayKey(string team, string name, KeyBudget? budget, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(name);
        return await Create(GatewayPrefix, new TeamToken(team, name, Operator: false, time.GetUtcNow(), RevokedAt: null) { Gateway = true, Budget = budget }, ct);
    }

    /// <summary>
    /// Makes a token that lies somewhere on a machine (the file <c>token</c> of a data folder, <c>Factory:ApiToken</c>) known: an operator's, of <see cref="DefaultTeam"/>. The
    /// one that lay there before is revoked. One that was revoked stays so.
    /// </summary>
    /// <param name="name">Where it lies; 1 to 200 characters.</param>
    /// <param name="token">Its text.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>False when the token was revoked: a new one has to be made.</returns>
    public async Task<bool> Register(string name, string token, CancellationToken ct = default)
    {
        var hash = Hash(token);
        await Insert(new TeamToken(DefaultTeam, name, Operator: true, time.GetUtcNow(), RevokedAt: null), hash, ct);
        await using var command = database.CreateCommand(
            "UPDATE factory.api_token SET revoked_at = $4 WHERE team = $1 AND name = $2 AND sha256 <> $3 AND revoked_at IS NULL");
        command.Parameters.AddRange((NpgsqlParameter[])[Of(DefaultTeam), Of(name), Of(hash), Of(time.GetUtcNow().UtcDateTime)]);
        await command.ExecuteNonQueryAsync(ct);
        return await Find(token, ct) is not null;
    }

    /// <summary>
    /// Whom a token stands for, or null when there is no such token or it was revoked. It is looked up by its hash, so that the
    /// time this takes tells nothing about any token.
    /// </summary>
    public async Task<Caller?> Find(string token, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length is 0 or > LongestToken)
            return null;
        await using var command = database.CreateCommand("SELECT team, operator, name FROM factory.api_token WHERE sha256 = $1 AND revoked_at IS NULL AND NOT gateway");
        command.Parameters.Add(Of(Hash(token)));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new Caller(reader.GetString(0), reader.GetBoolean(1)) { Name = reader.GetString(2) } : null;
    }

    /// <summary>Whether a text has the form of a gateway's key: anything else is none, and need not be looked up.</summary>
    public static bool MayBeGatewayKey(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == GatewayKeyLength && text.StartsWith(GatewayPrefix, StringComparison.Ordinal);
    }

    /// <summary>Whose keys these are, by the keys' hashes, in one read. Keys that there are not, or that were revoked, are left out.</summary>
    /// <param name="sha256">Of the keys, see <see cref="Hash"/>.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<IReadOnlyList<GatewayKey>> FindGatewayKeys(IReadOnlyCollection<byte[]> sha256, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand("SELECT sha256, team, name, budget_usd, budget_period FROM factory.api_token WHERE sha256 = ANY ($1) AND revoked_at IS NULL AND gateway");
        command.Parameters.Add(Of(sha256.ToArray()));
        var keys = new List<GatewayKey>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            keys.Add(new GatewayKey(GatewayKeyId(reader.GetFieldValue<byte[]>(0)), reader.GetString(1), reader.GetString(2), Budget(reader, 3)));
        return keys;
    }

    /// <summary>The <see cref="GatewayKey.Id"/> of the key with this hash.</summary>
    public static Guid GatewayKeyId(byte[] sha256) => new(sha256.AsSpan(0, 16));

    /// <summary>What a token is known by.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The tokens of a team, those that were revoked too, the oldest first.</summary>
    /// <param name="team">Null for all teams.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<TeamToken>> List(string? team, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand(
            "SELECT team, name, operator, created_at, revoked_at, gateway, budget_usd, budget_period FROM factory.api_token WHERE $1::text IS NULL OR team = $1 ORDER BY created_at, team, name");
        command.Parameters.Add(new NpgsqlParameter { Value = team ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        var tokens = new List<TeamToken>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            tokens.Add(new TeamToken(
                reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetFieldValue<DateTimeOffset>(3), await reader.IsDBNullAsync(4, ct) ? null : reader.GetFieldValue<DateTimeOffset>(4))
            {
                Gateway = reader.GetBoolean(5),
                Budget = Budget(reader, 6),
            });
        }

        return tokens;
    }

    /// <summary>Ends all tokens of a team that have this name.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> Revoke(string team, string name, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand("UPDATE factory.api_token SET revoked_at = $3 WHERE team = $1 AND name = $2 AND revoked_at IS NULL");
        command.Parameters.AddRange((NpgsqlParameter[])[Of(team), Of(name), Of(time.GetUtcNow().UtcDateTime)]);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<string> Create(string prefix, TeamToken wanted, CancellationToken ct)
    {
        if (Problem(wanted.Team, wanted.Name) is { } problem)
            throw new ArgumentException(problem, nameof(wanted));
        var token = prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        await Insert(wanted, Hash(token), ct);
        return token;
    }

    private static KeyBudget? Budget(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new KeyBudget(reader.GetDecimal(column), (BudgetPeriod)reader.GetInt16(column + 1));

    private async Task Insert(TeamToken token, byte[] hash, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        var team = new NpgsqlBatchCommand("INSERT INTO factory.team (name, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        team.Parameters.AddRange((NpgsqlParameter[])[Of(token.Team), Of(token.CreatedAt.UtcDateTime)]);
        var row = new NpgsqlBatchCommand("INSERT INTO factory.api_token (sha256, team, name, created_at, operator, gateway, budget_usd, budget_period) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING");
        row.Parameters.AddRange((NpgsqlParameter[])
        [
            Of(hash), Of(token.Team), Of(token.Name), Of(token.CreatedAt.UtcDateTime), Of(token.Operator), Of(token.Gateway),
            new NpgsqlParameter { Value = token.Budget?.Usd ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric },
            new NpgsqlParameter { Value = (short?)token.Budget?.Period ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint },
        ]);
        batch.BatchCommands.Add(team);
        batch.BatchCommands.Add(row);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex TeamName();
}
