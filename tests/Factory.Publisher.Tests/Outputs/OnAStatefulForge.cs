using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Contracts.Repositories;
using Factory.Emulators;
using Factory.Publisher.Outputs;
using Factory.Publisher.Outputs.PullRequests;
using Factory.Publisher.Tests.Fixtures;
using Factory.Servers;

namespace Factory.Publisher.Tests.Outputs;

/// <summary>On a third party's emulator of GitHub, which keeps what it is told.</summary>
public sealed class OnAStatefulForge
{
    private const string Branch = "factory/0a1b2c3d-fix";

    [Fact]
    public async Task A_pull_request_is_opened_as_a_draft_and_brought_up_to_date()
    {
        await using var forge = await Forge.Start();
        await using var publisher = await forge.Publisher();
        var opening = publisher.Get<PullRequestOpening>();
        var command = await Command(publisher, forge, "Fix the cart", "It **was** wrong. Fixes #99, ask @ada.");

        var opened = await opening.Open(command, Branch, forge.Commit, [".github/workflows/ci.yml"], CancellationToken.None);
        var again = await opening.Open(command with { PullRequest = new PullRequestText("Fix the whole cart", await publisher.Text("Now right."), 1) }, Branch, forge.Commit, [], CancellationToken.None);

        Assert.Equal(opened!.Reference.Number, again!.Reference.Number);
        Assert.True(opened.Reference.Draft);
        Assert.Equal(("main", Branch), (opened.Reference.BaseBranch, opened.Reference.HeadBranch));
        var asked = Assert.Single(forge.Host.Requests, asked => asked.Method == "POST" && asked.Path.EndsWith("/pulls", StringComparison.Ordinal));
        Assert.Contains("Closes #1", asked.Body, StringComparison.Ordinal);
        Assert.Contains(".github/workflows/ci.yml", asked.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Fixes #99", asked.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("@ada", asked.Body, StringComparison.Ordinal);
        Assert.Contains("Fix the whole cart", Assert.Single(forge.Host.Requests, asked => asked.Method == "PATCH").Body, StringComparison.Ordinal);
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task A_pull_request_that_people_closed_stays_closed()
    {
        await using var forge = await Forge.Start();
        await using var publisher = await forge.Publisher();
        var opening = publisher.Get<PullRequestOpening>();
        var command = await Command(publisher, forge, "Fix the cart", "It was wrong.");
        var opened = await opening.Open(command, Branch, forge.Commit, [], CancellationToken.None);
        await forge.As(GitHubHost.OwnerToken, HttpMethod.Patch, $"pulls/{opened!.Reference.Number}", """{"state":"closed"}""");

        var refused = await Assert.ThrowsAsync<OutputNotAllowed>(() => opening.Open(command, Branch, forge.Commit, [], CancellationToken.None));

        Assert.Contains("closed by somebody", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mission_is_told_reviewed_approved_merged_and_its_branch_cleaned_up()
    {
        await using var forge = await Forge.Start();
        await using var publisher = await forge.Publisher("{ merge: approved }");
        var opened = (await publisher.Get<PullRequestOpening>().Open(await Command(publisher, forge, "Fix the cart", "It was wrong."), Branch, forge.Commit, [], CancellationToken.None))!;
        var pull = opened.Reference;
        var origin = new Origin("github", "ada", Trust.Writer) { Issue = new IssueRef(pull.Repository, pull.Number, IsPullRequest: true) };
        await publisher.Send(new TellOrigin(publisher.Mission, OutputsHost.Team, origin, 1, ProgressStage.Working, "Cart", "working"));
        await publisher.Idle();
        await publisher.Send(new TellOrigin(publisher.Mission, OutputsHost.Team, origin, 2, ProgressStage.Published, "Cart", "published"));
        await publisher.Idle();
        await publisher.Ask<OutputApplied>(new PostReview(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, pull, ReviewEvent.RequestChanges, await publisher.Text("Looks right."), [], [], OutputsHost.ReplyTo));
        var merge = new MergePullRequest(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, pull, MergeMethod.Squash, OutputsHost.ReplyTo);
        await forge.As(GitHubHost.OwnerToken, HttpMethod.Patch, $"pulls/{pull.Number}", """{"draft":false}""");

        var early = await publisher.Ask<OutputRefused>(merge);
        await forge.As(GitHubHost.OwnerToken, HttpMethod.Post, $"pulls/{pull.Number}/reviews", $$"""{"event":"APPROVE","body":"fine","commit_id":"{{forge.Commit}}"}""");
        var moved = await publisher.Ask<OutputRefused>(merge with { ProposalId = Guid.NewGuid(), PullRequest = pull with { HeadCommit = new string('3', 40) } });
        await publisher.Ask<OutputApplied>(merge with { ProposalId = Guid.NewGuid() });
        await publisher.Ask<OutputApplied>(merge with { ProposalId = Guid.NewGuid(), Team = "team" });
        await publisher.Ask<OutputApplied>(new DeleteBranch(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, pull.Repository, Branch, OutputsHost.ReplyTo));
        await publisher.Ask<OutputApplied>(new DeleteBranch(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, pull.Repository, Branch, OutputsHost.ReplyTo));

        Assert.Contains("Nobody who may write", early.Reason, StringComparison.Ordinal);
        Assert.Contains("was approved", moved.Reason, StringComparison.Ordinal);
        Assert.Single(forge.Host.Requests, asked => asked.Method == "PUT" && asked.Path.EndsWith("/merge", StringComparison.Ordinal));
        Assert.Single(forge.Host.Requests, asked => asked.Method == "POST" && asked.Path.EndsWith($"/issues/{pull.Number}/comments", StringComparison.Ordinal));
        Assert.Contains("published", await forge.As(GitHubHost.OwnerToken, HttpMethod.Get, $"issues/{pull.Number}/comments", null), StringComparison.Ordinal);
        Assert.Empty(publisher.Problems);
    }

    private static async Task<PublishChange> Command(OutputsHost publisher, Forge forge, string title, string body) => new(
        publisher.Mission, OutputsHost.Team, new RepositoryRef(forge.Host.Repository, null), "mirror", "base", forge.Commit, await publisher.Text("pack"), Branch, OutputsHost.ReplyTo)
    {
        PullRequest = new PullRequestText(title, await publisher.Text(body), 1),
    };

    private sealed class Forge(GitHubHost host, string commit) : IAsyncDisposable
    {
        private static readonly HttpClient Client = new();

        public GitHubHost Host => host;

        /// <summary>The branch's.</summary>
        public string Commit => commit;

        public static async Task<Forge> Start()
        {
            var root = TestServers.NewFolder();
            var repository = await GitRepository.Create();
            var bare = Path.Combine(root, GitHubHost.Owner, "shop.git");
            Directory.CreateDirectory(Path.GetDirectoryName(bare)!);
            await repository.Text("clone", "--quiet", "--bare", repository.Folder, bare);
            var host = await GitHubHost.Start(root, "shop");
            await repository.Text("checkout", "--quiet", "-b", Branch);
            var commit = await repository.Commit("cart.py", "x = 2\n", "Fix the cart");
            await repository.Text("push", "--quiet", bare, $"{Branch}:refs/heads/{Branch}");
            await host.LearnBranches();
            return new Forge(host, commit);
        }

        /// <summary>The emulator's answers are its own: requests alone are held against the description.</summary>
        public Task<OutputsHost> Publisher(string policy = "")
        {
            var token = Path.Combine(TestServers.NewFolder(), "token");
            File.WriteAllText(token, GitHubHost.Token);
            return OutputsHost.Start(
                $"forges:\n  github:\n    kind: github\n    address: {host.Address}\n    tokenFile: {token}\n    repositories: {GitHubHost.Owner}/shop\n{(policy.Length > 0 ? $"    policy: {policy}\n" : "")}",
                holdAnswers: false);
        }

        public async Task<string> As(string token, HttpMethod method, string path, string? body)
        {
            using var request = new HttpRequestMessage(method, $"{host.Api}/repos/{GitHubHost.Owner}/shop/{path}");
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.UserAgent.ParseAdd("ada");
            if (body is not null)
                request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var response = await Client.SendAsync(request);
            var answer = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {answer}");
            return answer;
        }

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
