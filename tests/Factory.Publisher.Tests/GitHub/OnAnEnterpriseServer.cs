using System.Net;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Contracts.Repositories;
using Factory.Emulators.Hosting;
using Factory.Publisher.Connecting;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;
using Factory.Publisher.Tests.Fixtures;
using Factory.Servers;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.GitHub;

/// <summary>A server with a name, TLS, an authority of its own, and its APIs below <c>/api</c>, as GitHub Enterprise Server has them.</summary>
public sealed class OnAnEnterpriseServer : IAsyncLifetime
{
    private readonly TestAuthority its = new();
    private readonly TestAuthority another = new();
    private ScriptedForge forge = null!;
    private GitRepository person = null!;

    public async ValueTask InitializeAsync()
    {
        person = await GitRepository.Create();
        var root = TestServers.NewFolder();
        await person.Text("clone", "--quiet", "--bare", person.Folder, Path.Combine(root, "acme", "shop.git"));
        forge = await ScriptedForge.Start(its.Sign());
        forge.Git = new GitBackend(root);
        ScriptedComments.On(forge);
        forge.On("POST", "/api/graphql$", (context, _) => context.Response.WriteAsync("""{"data":{"viewer":{"login":"factory"}}}"""));
    }

    public async ValueTask DisposeAsync()
    {
        await forge.DisposeAsync();
        its.Dispose();
        another.Dispose();
    }

    [Fact]
    public async Task Its_apis_and_git_are_spoken_with_where_the_settings_name_who_vouches_for_it()
    {
        await using var publisher = await Publisher(its);

        await publisher.Ask<OutputApplied>(await Comment(publisher));
        var answer = await Repository(publisher).Query(GitHubRights.PullRequests, "query { viewer { login } }", new { }, CancellationToken.None);
        var fetched = await publisher.Ask<RepositoryFetched>(Fetch(publisher));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Single(forge.SeenOf("POST", "^/api/graphql$"));
        Assert.Equal(await person.Head(), fetched.BaseCommit);
        Assert.Empty(publisher.Problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_told_to_one_that_nobody_or_somebody_else_vouches_for(bool isVouchedFor)
    {
        await using var publisher = await Publisher(isVouchedFor ? another : null);

        var unproven = await Assert.ThrowsAsync<GitHubAway>(() => Repository(publisher).Query(GitHubRights.PullRequests, "query { viewer { login } }", new { }, CancellationToken.None));
        var check = Assert.Single(await ForgeChecks.Run(publisher.Settings, CancellationToken.None)).Findings.First(finding => finding.Step == "reachable");

        Assert.All([unproven.Message, check.Found], said => Assert.Contains("'ca' of the forge in factory.publisher.yaml", said, StringComparison.Ordinal));
        Assert.Empty(forge.Seen);
    }

    [Fact]
    public async Task Git_is_told_whom_to_trust_by_the_same_setting()
    {
        var token = Path.Combine(TestServers.NewFolder(), "token");
        await File.WriteAllTextAsync(token, "ghs_plain");
        forge.Tokens.Enqueue("ghs_plain");
        await using var publisher = await Publisher(another, $"tokenFile: {token}");

        var refused = await publisher.Ask<RepositoryUnusable>(Fetch(publisher));

        Assert.Contains("'ca' of the forge in factory.publisher.yaml", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(forge.Seen);
    }

    private async Task<OutputsHost> Publisher(TestAuthority? trusted, string? token = null)
    {
        var settings = forge.Settings();
        if (token is not null)
            settings = string.Join('\n', settings.Split('\n').Select(line => line.TrimStart().StartsWith("app:", StringComparison.Ordinal) ? $"    {token}" : line));
        if (trusted is null)
            return await OutputsHost.Start(settings);
        var file = Path.Combine(TestServers.NewFolder(), "ca.pem");
        await File.WriteAllTextAsync(file, trusted.Pem);
        return await OutputsHost.Start($"{settings}    ca: {file}\n");
    }

    private GitHubRepository Repository(OutputsHost publisher) => publisher.Get<GitHubForges>().Open(forge.Repository, OutputsHost.Team);

    private FetchRepository Fetch(OutputsHost publisher) => new(publisher.Mission, OutputsHost.Team, new RepositoryRef(forge.Repository, null), OutputsHost.ReplyTo);

    private async Task<WriteComment> Comment(OutputsHost publisher) =>
        new(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new IssueRef(forge.Repository, 4), await publisher.Text("Hello"), null, OutputsHost.ReplyTo);
}
