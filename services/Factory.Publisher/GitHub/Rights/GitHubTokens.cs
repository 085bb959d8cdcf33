using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Factory.Contracts;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;
using Factory.Settings;

namespace Factory.Publisher.GitHub.Rights;

/// <summary>
/// What one forge is asked with: a token of the settings as it is there now, or tokens of the App's installation, each for one repository and a few rights,
/// kept until shortly before they end.
/// </summary>
internal sealed class GitHubTokens(ForgeSettings forge, GitHubConnection connection, TimeProvider time)
{
    /// <summary>A token is not used in its last minutes: a push may take some.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, long> _installations = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Repository, string Rights), InstallationToken> _tokens = new();
    private readonly ConcurrentDictionary<(string Repository, string Rights), SemaphoreSlim> _gates = new();

    /// <summary>Whose limit of requests is used up.</summary>
    public string Budget(RepositoryAddress repository) => forge.App is null ? forge.Name : $"{forge.Name}/{repository.Owner.ToLowerInvariant()}";

    /// <exception cref="OutputNotAllowed">The App is not installed there, or lacks the rights.</exception>
    /// <exception cref="GitHubAway">There is none now.</exception>
    public async Task<string> For(RepositoryAddress repository, GitHubRights rights, CancellationToken ct)
    {
        if (forge.App is null)
            return Token();
        var key = ($"{repository.Owner}/{repository.Name}".ToLowerInvariant(), rights.Name);
        if (Known(key) is { } known)
            return known;
        var gate = _gates.GetOrAdd(key, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(ct);
        try
        {
            return Known(key) ?? (_tokens[key] = await Make(repository, rights, ct)).Token;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>It was refused: it may have been taken back before its time.</summary>
    public void Forget(RepositoryAddress repository, string token)
    {
        foreach (var kept in _tokens.Where(kept => kept.Value.Token == token))
            _tokens.TryRemove(kept);
        _installations.TryRemove($"{repository.Owner}/{repository.Name}", out _);
    }

    /// <summary>What the App itself is asked with.</summary>
    public string Jwt()
    {
        try
        {
            return AppJwt.Make(forge.App!.Id, File.ReadAllText(forge.App.PrivateKeyFile), time.GetUtcNow());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw new GitHubAway($"The private key of the App of forge {forge.Name} cannot be read from {forge.App!.PrivateKeyFile}.", error);
        }
    }

    private string Token()
    {
        try
        {
            return forge.Token!.Find().Reveal();
        }
        catch (KeyMissing error)
        {
            throw new GitHubAway($"The token of forge {forge.Name} is not there: {error.Message}", error);
        }
    }

    private string? Known((string, string) key) => _tokens.TryGetValue(key, out var kept) && kept.ExpiresAt - Rest > time.GetUtcNow() ? kept.Token : null;

    private async Task<InstallationToken> Make(RepositoryAddress repository, GitHubRights rights, CancellationToken ct)
    {
        var installation = await FindInstallation(repository, ct);
        var path = string.Create(CultureInfo.InvariantCulture, $"/app/installations/{installation}/access_tokens");
        var answer = await connection.Ask(new GitHubRequest(HttpMethod.Post, path, new TokenWish([repository.Name], rights.Permissions)), Jwt(), $"{forge.Name}/app", ct);
        if (answer.Status == HttpStatusCode.Created)
            return answer.Read<InstallationToken>();
        _installations.TryRemove($"{repository.Owner}/{repository.Name}", out _);
        throw new OutputNotAllowed(
            $"The App of forge {forge.Name} has no right to {rights.Name} in {repository.Owner}/{repository.Name}: {GitHubRefused.From(answer.Status, HttpMethod.Post, path, answer.Body.Span).Said}. "
            + $"Give it {string.Join(", ", rights.Permissions.Select(permission => $"{permission.Key}: {permission.Value}"))} in the App's settings, and let the owner accept.");
    }

    private async Task<long> FindInstallation(RepositoryAddress repository, CancellationToken ct)
    {
        var name = $"{repository.Owner}/{repository.Name}";
        if (_installations.TryGetValue(name, out var known))
            return known;
        var answer = await connection.Ask(new GitHubRequest(HttpMethod.Get, $"/repos/{Uri.EscapeDataString(repository.Owner)}/{Uri.EscapeDataString(repository.Name)}/installation"), Jwt(), $"{forge.Name}/app", ct);
        return answer.Status switch
        {
            HttpStatusCode.OK => _installations[name] = answer.Read<Installation>().Id,
            HttpStatusCode.NotFound => throw new OutputNotAllowed($"The App of forge {forge.Name} is not installed in {name}: install it there, or take the repository out of the settings."),
            HttpStatusCode.Unauthorized => throw new GitHubAway($"The forge {forge.Name} does not accept the App's key. Compare app.id and app.privateKeyFile with the App's settings."),
            _ => throw GitHubRefused.From(answer.Status, HttpMethod.Get, $"/repos/{name}/installation", answer.Body.Span),
        };
    }

    private sealed record TokenWish(IReadOnlyList<string> Repositories, IReadOnlyDictionary<string, string> Permissions);

    private sealed record Installation(long Id);

    private sealed record InstallationToken(string Token, DateTimeOffset ExpiresAt);
}
