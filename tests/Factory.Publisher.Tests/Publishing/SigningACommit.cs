using System.Text.Json.Nodes;
using Factory.Contracts;
using Factory.Contracts.Missions;
using Factory.Contracts.Repositories;
using Factory.Publisher.GitHub;
using Factory.Publisher.Outputs;
using Factory.Publisher.Publishing;
using Factory.Publisher.Tests.Fixtures;
using Factory.Workspaces.Repositories;

namespace Factory.Publisher.Tests.Publishing;

public sealed class SigningACommit
{
    private const string Branch = "factory/x";
    private static readonly string Base = new('1', 40);
    private static readonly string BaseTree = new('2', 40);
    private static readonly string Tested = new('3', 40);
    private static readonly string Made = new('4', 40);

    [Fact]
    public async Task The_forge_makes_the_commit_with_the_tree_that_was_tested_and_is_found_there_again()
    {
        await using var forge = await ScriptedForge.Start();
        Git(forge, Tested);
        await using var publisher = await OutputsHost.Start(forge.Settings("{ commits: api }"));

        var first = await Make(publisher, forge);
        var second = await Make(publisher, forge);

        Assert.Equal((Branch, Made, false), (first.Branch, first.Commit, first.WasThere));
        Assert.Equal((Branch, Made, true), (second.Branch, second.Commit, second.WasThere));
        var tree = Assert.Single(forge.SeenOf("POST", "/git/trees$")).Body!;
        Assert.Equal(BaseTree, (string)tree["base_tree"]!);
        Assert.Equal(
            """[{"path":"a.py","mode":"100644","type":"blob","content":"x = 2\n"},{"path":"gone.py","mode":"100644","type":"blob","sha":null},{"path":"logo.png","mode":"100644","type":"blob","sha":"5555555555555555555555555555555555555555"}]""",
            tree["tree"]!.ToJsonString());
        var commit = Assert.Single(forge.SeenOf("POST", "/git/commits$")).Body!;

        // Named authors are not signed for.
        Assert.Equal(["message", "tree", "parents"], commit.AsObject().Select(field => field.Key));
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task Another_tree_than_the_tested_one_is_not_published()
    {
        await using var forge = await ScriptedForge.Start();
        Git(forge, new string('9', 40));
        await using var publisher = await OutputsHost.Start(forge.Settings("{ commits: api }"));

        await Assert.ThrowsAsync<OutputNotAllowed>(() => Make(publisher, forge));

        Assert.Empty(forge.SeenOf("POST", "/git/(commits|refs)$"));
    }

    [Fact]
    public async Task A_branch_of_somebody_else_is_left_alone()
    {
        await using var forge = await ScriptedForge.Start();
        Git(forge, Tested, at: new string('7', 40));
        await using var publisher = await OutputsHost.Start(forge.Settings("{ commits: api }"));

        var refused = await Assert.ThrowsAsync<OutputNotAllowed>(() => Make(publisher, forge));

        Assert.Contains("left alone", refused.Message, StringComparison.Ordinal);
        Assert.Empty(forge.SeenOf("PATCH", "/git/"));
    }

    private static Task<PublishedBranch> Make(OutputsHost publisher, ScriptedForge forge)
    {
        var change = new ChangeContents([Base], "Fix the cart\n", [
            new ChangeEntry("a.py", "100644", "100644", "x = 1\n"u8.ToArray(), "x = 2\n"u8.ToArray()),
            new ChangeEntry("gone.py", "100644", ChangeEntry.Absent, "y"u8.ToArray(), null),
            new ChangeEntry("logo.png", ChangeEntry.Absent, "100644", null, new byte[] { 0x89, 0xFF })]) { Tree = Tested };
        var command = new PublishChange(publisher.Mission, OutputsHost.Team, new RepositoryRef(forge.Repository, null), "m", Base, new string('8', 40), new BlobRef(Guid.Empty, "", 0), Branch, OutputsHost.ReplyTo);
        return publisher.Get<SignedCommits>().Make(publisher.Get<GitHubForges>().Open(forge.Repository, OutputsHost.Team), command, change, CancellationToken.None);
    }

    private static void Git(ScriptedForge forge, string tree, string? at = null)
    {
        Task<JsonNode> Commit(string sha, string its, string parent) => ScriptedForge.Example("get", "/repos/{owner}/{repo}/git/commits/{commit_sha}", 200, commit =>
        {
            (commit["sha"], commit["tree"]!["sha"]) = (sha, its);
            commit["parents"]!.AsArray()[0]!["sha"] = parent;
        });
        Task<JsonNode> Reference() => ScriptedForge.Example("get", "/repos/{owner}/{repo}/git/ref/{ref}", 200, reference => reference["object"]!["sha"] = at);
        async Task Ref(Microsoft.AspNetCore.Http.HttpContext context)
        {
            context.Response.StatusCode = at is null ? 404 : 200;
            context.Response.ContentType = "application/json";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, at is null ? """{"message":"Not Found"}""" : (await Reference()).ToJsonString());
        }

        forge.On("GET", $"/repos/acme/shop/git/ref/heads/{Branch}$", (context, _) => Ref(context));
        forge.On("GET", "/repos/acme/shop/git/commits/", (_, asked) => asked.Path.EndsWith(Base, StringComparison.Ordinal) ? Commit(Base, BaseTree, Made) : Commit(asked.Path.Split('/')[^1], tree, asked.Path.EndsWith(Made, StringComparison.Ordinal) ? Base : Made));
        forge.On("POST", "/repos/acme/shop/git/blobs$", (_, _) => ScriptedForge.Example("post", "/repos/{owner}/{repo}/git/blobs", 201, blob => blob["sha"] = new string('5', 40)));
        forge.On("POST", "/repos/acme/shop/git/trees$", (_, _) => ScriptedForge.Example("post", "/repos/{owner}/{repo}/git/trees", 201, made => made["sha"] = tree));
        forge.On("POST", "/repos/acme/shop/git/commits$", (_, _) => ScriptedForge.Example("post", "/repos/{owner}/{repo}/git/commits", 201, made => made["sha"] = Made));
        forge.On("POST", "/repos/acme/shop/git/refs$", (_, asked) =>
        {
            at = (string)asked.Body!["sha"]!;
            return ScriptedForge.Example("post", "/repos/{owner}/{repo}/git/refs", 201);
        });
    }
}
