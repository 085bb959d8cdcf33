using System.Security.Cryptography;
using System.Text;
using Factory.History.Teams;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Factory.ServiceDefaults.Tokens;

/// <summary>
/// Which team an API token stands for. Tokens are known by their SHA-256 alone: <c>Factory:ApiToken</c>, or else the one in <c>token</c> of the data folder (team
/// <c>default</c>, an operator), those that configuration lists as <c>Factory:Tokens:N:Team</c>, <c>:Sha256</c> and <c>:Operator</c>, and those in the database.
/// </summary>
public sealed class Callers
{
    /// <summary>The team that owns what is done with the data folder's own token.</summary>
    public const string DefaultTeam = "default";

    private readonly IConfiguration _configuration;
    private readonly TeamTokens _stored;
    private readonly string _file;
    private readonly Lazy<Dictionary<string, Caller>> _callers;

    public Callers(IConfiguration configuration, FactorySettings settings, TeamTokens stored)
    {
        _configuration = configuration;
        _stored = stored;
        _file = Path.Combine(settings.DataFolder, "token");
        _callers = new Lazy<Dictionary<string, Caller>>(Read);
    }

    /// <summary>Who sent the request, by its header <c>Authorization: Bearer …</c>; null when it carries no known token.</summary>
    public async ValueTask<Caller?> Find(HttpRequest request, CancellationToken ct)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var token = header[scheme.Length..].Trim();
        // Looking up a hash tells by its timing nothing about the token.
        if (_callers.Value.TryGetValue(Hash(token), out var caller))
            return caller;
        return token.Length > 0 && await _stored.Find(token, ct) is { } team ? new Caller(team, Operator: false) : null;
    }

    /// <summary>The SHA-256 of a token as configuration lists it: 64 lower-case hexadecimal digits.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private Dictionary<string, Caller> Read()
    {
        var callers = new Dictionary<string, Caller>(StringComparer.Ordinal);
        var own = _configuration["Factory:ApiToken"] ?? (File.Exists(_file) ? File.ReadAllText(_file).Trim() : null);
        if (!string.IsNullOrWhiteSpace(own))
            callers[Hash(own)] = new Caller(DefaultTeam, Operator: true);
        foreach (var entry in _configuration.GetSection("Factory:Tokens").GetChildren())
        {
            var (team, hash) = (entry["Team"], entry["Sha256"]);
            if (string.IsNullOrWhiteSpace(team) || hash is not { Length: 64 } || !hash.All(char.IsAsciiHexDigit))
                throw new InvalidOperationException($"Configuration key {entry.Path} is not a token: give Team, and Sha256 as 64 hexadecimal digits (printf %s TOKEN | sha256sum).");
            callers[hash.ToLowerInvariant()] = new Caller(team, bool.TryParse(entry["Operator"], out var isOperator) && isOperator);
        }

        return callers;
    }
}
