using System.Net;
using Factory.Contracts;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;
using Factory.Publisher.Settings;
using Factory.ServiceDefaults;

namespace Factory.Publisher.GitHub;

/// <summary>One repository of a forge, asked with tokens that are good for it alone.</summary>
internal sealed class GitHubRepository(GitHubForge forge, RepositoryAddress address, MissionLink link)
{
    private const int MostPages = 50;

    public GitHubForge Forge => forge;

    public RepositoryAddress Address => address;

    public string FullName => $"{address.Owner}/{address.Name}";

    public OutputPolicy Policy => forge.Settings.Policy;

    /// <summary>Where people see missions.</summary>
    public MissionLink Link => link;

    /// <summary>Hosts that text may link to.</summary>
    public IReadOnlySet<string> LinkHosts =>
        new HashSet<string>([forge.Settings.Address.Authority, .. link.Factory is { } factory ? [factory.Authority] : (string[])[], .. Policy.Links], StringComparer.OrdinalIgnoreCase);

    private string Root => $"/repos/{Uri.EscapeDataString(address.Owner)}/{Uri.EscapeDataString(address.Name)}";

    /// <summary>Any answer but a limit and a fault of the forge's.</summary>
    /// <param name="path">Below the repository, escaped, such as <c>/issues/4</c>.</param>
    public async Task<GitHubAnswer> Ask(GitHubRights rights, HttpMethod method, string path, object? body, CancellationToken ct)
    {
        var token = await forge.Tokens.For(address, rights, ct);
        var request = new GitHubRequest(method, Root + path, body);
        var answer = await forge.Connection.Ask(request, token, forge.Tokens.Budget(address), ct);
        if (answer.Status != HttpStatusCode.Unauthorized)
            return answer;
        forge.Tokens.Forget(address, token);
        var second = await forge.Connection.Ask(request, await forge.Tokens.For(address, rights, ct), forge.Tokens.Budget(address), ct);
        return second.Status == HttpStatusCode.Unauthorized
            ? throw new GitHubAway($"The forge {forge.Settings.Name} does not accept the {(forge.IsApp ? "App's" : "settings'")} token any more: it has ended or was taken back. Replace it where the settings say that it is.")
            : second;
    }

    /// <exception cref="GitHubRefused">Any answer that is no success.</exception>
    public async Task<T> Get<T>(GitHubRights rights, string path, CancellationToken ct)
        where T : class =>
        Succeeded(await Ask(rights, HttpMethod.Get, path, null, ct), HttpMethod.Get, path).Read<T>();

    /// <summary>Null where it is not there.</summary>
    public async Task<T?> Find<T>(GitHubRights rights, string path, CancellationToken ct)
        where T : class =>
        await Ask(rights, HttpMethod.Get, path, null, ct) is { Status: not (HttpStatusCode.NotFound or HttpStatusCode.Gone) } answer ? Succeeded(answer, HttpMethod.Get, path).Read<T>() : null;

    /// <exception cref="GitHubRefused">Any answer that is no success.</exception>
    public async Task<T> Send<T>(GitHubRights rights, HttpMethod method, string path, object body, CancellationToken ct)
        where T : class =>
        Succeeded(await Ask(rights, method, path, body, ct), method, path).Read<T>();

    /// <summary>All pages of a list, as they are asked for; no more than fifty.</summary>
    public async IAsyncEnumerable<T> All<T>(GitHubRights rights, string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var next = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "per_page=100";
        for (var page = 0; page < MostPages; page++)
        {
            var answer = Succeeded(await Ask(rights, HttpMethod.Get, next, null, ct), HttpMethod.Get, path);
            foreach (var item in answer.Read<IReadOnlyList<T>>())
                yield return item;
            if (answer.Next is not { } following || Below(following) is not { } below)
                yield break;
            next = below;
        }
    }

    /// <summary>GitHub names the pages of a list below the repository's number (<c>/repositories/123/issues?page=2</c>); they are asked for by its name.</summary>
    private string? Below(string path) =>
        path.StartsWith($"{Root}/", StringComparison.OrdinalIgnoreCase) ? path[Root.Length..]
        : path.Split('/', 4) is ["", "repositories", var number, var rest] && number.Length > 0 && number.All(char.IsAsciiDigit) ? $"/{rest}"
        : null;

    /// <summary>GitHub's other API, for what this one lacks.</summary>
    public async Task<GitHubAnswer> Query(GitHubRights rights, string query, object variables, CancellationToken ct) =>
        await forge.Connection.Ask(
            new GitHubRequest(HttpMethod.Post, GraphQlPath, new { query, variables }) { Budget = "graphql" }, await forge.Tokens.For(address, rights, ct), forge.Tokens.Budget(address), ct);

    /// <summary>The end of something large.</summary>
    public async Task<(byte[] Tail, bool Cut)?> Download(GitHubRights rights, string path, int kept, long most, CancellationToken ct) =>
        await forge.Connection.Download(Root + path, await forge.Tokens.For(address, rights, ct), $"{forge.Tokens.Budget(address)}/core", kept, most, ct);

    public static GitHubAnswer Succeeded(GitHubAnswer answer, HttpMethod method, string path) =>
        (int)answer.Status is >= 200 and < 300 ? answer : throw Refusal(answer, method, path);

    public static GitHubRefused Refusal(GitHubAnswer answer, HttpMethod method, string path) => GitHubRefused.From(answer.Status, method, path, answer.Body.Span);

    /// <summary>Of GitHub Enterprise Server it stands beside version 3, of github.com below the API's address.</summary>
    private string GraphQlPath => forge.Settings.Api.AbsolutePath.EndsWith("/v3", StringComparison.Ordinal) ? "/../graphql" : "/graphql";
}
