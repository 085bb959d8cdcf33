using System.Net.Http.Headers;
using System.Text.Json;
using Factory.Emulators;
using Factory.Local.Hosting;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Forges;

/// <summary>A factory in the test's process that works on a repository of a GitHub of its own: git over HTTP, the emulator of the REST API, signed webhooks.</summary>
internal sealed class ForgeFactory : IAsyncDisposable
{
    private const string Secret = "for-tests-only";

    private readonly LocalFactory _factory;

    private ForgeFactory(GitHubHost github, LocalFactory factory, string dataFolder, TestRepository clone)
    {
        (GitHub, _factory, Clone) = (github, factory, clone);
        Own = new HttpClient { BaseAddress = factory.Address };
        Own.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Local.DataFolders.ApiToken.Read(dataFolder));
    }

    public GitHubHost GitHub { get; }

    /// <summary>A checkout of a person, whose remote is that GitHub.</summary>
    public TestRepository Clone { get; }

    /// <summary>The factory's REST API with the operator's token.</summary>
    public HttpClient Own { get; }

    /// <param name="repository">What the repository holds at the start.</param>
    /// <param name="listed">What <c>factory.signals.yaml</c> says of it.</param>
    /// <param name="chats">Further lines of <c>factory.publisher.yaml</c>.</param>
    /// <param name="sources">Further sources of <c>factory.signals.yaml</c>.</param>
    /// <param name="asApp">Whether the factory is an App there; else it has a token.</param>
    /// <param name="configuration">Of the factory, beside its files.</param>
    public static async Task<ForgeFactory> Start(TestRepository repository, string listed = "{}", string chats = "", string sources = "", bool asApp = false, IReadOnlyDictionary<string, string?>? configuration = null)
    {
        var folder = TestServers.NewFolder();
        await repository.Git("clone", "--quiet", "--bare", repository.Path, Path.Combine(folder, "git", GitHubHost.Owner, "shop.git"));
        var github = await GitHubHost.Start(Path.Combine(folder, "git"), "shop");
        await repository.Git("remote", "add", "origin", github.Repository.Replace("http://", $"http://{GitHubHost.Owner}:{GitHubHost.OwnerToken}@", StringComparison.Ordinal));
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        await File.WriteAllTextAsync(Path.Combine(data, "secret"), Secret);
        await File.WriteAllTextAsync(Path.Combine(data, "token"), GitHubHost.Token);
        await File.WriteAllTextAsync(Path.Combine(data, "factory.signals.yaml"), $"""
            sources:
              github:
                kind: github
                secretFile: {data}/secret
                github: @(address: {github.Address.ToString().TrimEnd('/')}, bot: {GitHubHost.Bot}, authors: anybody)
                repositories:
                  {GitHubHost.Owner}/shop: {listed}
            {sources}
            """.Replace("@(", "{ ", StringComparison.Ordinal).Replace("anybody)", "anybody }", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(data, "factory.publisher.yaml"), $"""
            forges:
              github:
                kind: github
                address: {github.Address.ToString().TrimEnd('/')}
                {(asApp ? $"app: {{ id: {GitHubHost.AppId}, privateKeyFile: {data}/forge-key.pem }}" : $"tokenFile: {data}/forge-token")}
                bot: {GitHubHost.Bot}
                repositories: ['{GitHubHost.Owner}/*']
            {chats}
            """);
        await File.WriteAllTextAsync(Path.Combine(data, "forge-key.pem"), github.AppKey);
        File.Move(Path.Combine(data, "token"), Path.Combine(data, "forge-token"));
        var factory = await LocalFactory.Start(new LocalOptions { DataFolder = data, Configuration = configuration ?? new Dictionary<string, string?>(StringComparer.Ordinal) }, CancellationToken.None);
        await github.SendWebhooksTo(new Uri(factory.Address, "hooks/github"), Secret);
        return new ForgeFactory(github, factory, data, repository);
    }

    /// <summary>Asks GitHub until the answer is as wished, for at most five minutes.</summary>
    public async Task<JsonElement> Until(string path, Func<JsonElement, bool> isAsWished)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        JsonElement last = default;
        while (!patience.IsCancellationRequested)
        {
            last = await GitHub.Ask(HttpMethod.Get, path);
            if (isAsWished(last))
                return last;
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }

        throw new TimeoutException($"{path} is still {last}; the missions: {await Own.GetStringAsync(new Uri("missions", UriKind.Relative), CancellationToken.None)}; the signals: {await Own.GetStringAsync(new Uri("signals", UriKind.Relative), CancellationToken.None)}");
    }

    public async ValueTask DisposeAsync()
    {
        Own.Dispose();
        await _factory.DisposeAsync();
        await GitHub.DisposeAsync();
    }
}
