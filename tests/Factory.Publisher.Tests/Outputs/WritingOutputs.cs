using System.Text.Json.Nodes;
using Factory.Contracts.Features;
using Factory.Contracts.Forges;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Publisher.Outputs;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.Outputs;

public sealed class WritingOutputs
{
    private const string Commit = "1111111111111111111111111111111111111111";
    private const string Moved = "2222222222222222222222222222222222222222";

    [Fact]
    public async Task A_proposal_that_comes_twice_at_once_is_applied_once()
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var command = await Comment(publisher, forge, "Hello @everyone");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => publisher.Send(command)));
        var answers = new List<OutputApplied>();
        for (var i = 0; i < 8; i++)
            answers.Add(await publisher.Next<OutputApplied>());

        var body = Assert.Single(comments.Bodies).Value;
        Assert.StartsWith("Hello @&#8203;everyone", body, StringComparison.Ordinal);
        Assert.Single(answers.Select(answer => answer.ExternalId).Distinct());
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task Eight_who_write_one_comment_at_once_make_one()
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var command = await Comment(publisher, forge, "Review");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => publisher.Send(command with { ProposalId = Guid.NewGuid(), Marker = "review" })));
        for (var i = 0; i < 8; i++)
            await publisher.Next<OutputApplied>();

        Assert.Single(comments.Bodies);
    }

    [Fact]
    public async Task Other_content_under_an_id_that_was_used_is_refused()
    {
        await using var forge = await ScriptedForge.Start();
        ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var command = await Comment(publisher, forge, "One");
        await publisher.Ask<OutputApplied>(command);

        var refused = await publisher.Ask<OutputRefused>(command with { Text = await publisher.Text("Two") });

        Assert.Contains("other content", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_signal_came_from_one_comment_follows_the_mission_and_what_comes_late_changes_nothing()
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var origin = new Origin("github", "ada", Trust.Writer) { Issue = new IssueRef(forge.Repository, 4) };
        TellOrigin Step(int step) => new(publisher.Mission, OutputsHost.Team, origin, step, ProgressStage.Working, "Cart", $"step {step}");

        foreach (var step in (int[])[1, 3, 2, 3])
        {
            await publisher.Send(Step(step));
            await publisher.Idle();
        }

        var body = Assert.Single(comments.Bodies).Value;
        Assert.Contains("step 3", body, StringComparison.Ordinal);
        Assert.Contains($"factory.example.org/missions/{publisher.Mission}", body, StringComparison.Ordinal);
        Assert.EndsWith(Markers.OfMission(publisher.Mission), body, StringComparison.Ordinal);
        Assert.Empty(publisher.Problems);
    }

    [Theory]
    [InlineData("secret", "looks like")]
    [InlineData("repository", "not one of those")]
    [InlineData("host", "names no forge")]
    [InlineData("count", "as much as policy.limits.outputs allows")]
    public async Task What_policy_forbids_is_refused_visibly(string what, string reason)
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings("{ limits: { outputs: 1 } }"));
        var command = await Comment(publisher, forge, what == "secret" ? $"ghp_{new string('a', 36)}" : "Hello");
        if (what == "count")
            await publisher.Ask<OutputApplied>(command with { ProposalId = Guid.NewGuid() });
        command = what switch
        {
            "repository" => command with { Issue = new IssueRef($"{forge.Address.AbsoluteUri.TrimEnd('/')}/other/shop", 4) },
            "host" => command with { Issue = new IssueRef("https://github.com/acme/shop", 4) },
            _ => command,
        };

        await publisher.Send(command);
        var refused = await publisher.Next<OutputRefused>();

        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("ghp_", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(what == "count" ? 1 : 0, comments.Bodies.Count);
        Assert.Equal("refused", await publisher.Scalar($"SELECT state FROM factory.output WHERE proposal_id = '{command.ProposalId}'"));
    }

    [Fact]
    public async Task The_mission_is_told_of_a_refusal()
    {
        await using var forge = await ScriptedForge.Start();
        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Send(new SetLabel(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new IssueRef(forge.Repository, 4), "release", Present: true));

        var refused = Assert.IsType<OutputRefused>((await publisher.Next<ToMission>()).Message);
        Assert.Equal((publisher.Mission, "label"), (refused.MissionId, refused.What));
        Assert.Contains("policy.labels", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_of_the_list_is_set_and_taken_away()
    {
        await using var forge = await ScriptedForge.Start();
        forge.On("POST", "/repos/acme/shop/issues/4/labels$", (context, _) => Answer(context, 200, "get", "/repos/{owner}/{repo}/issues/{issue_number}/labels"));
        await using var publisher = await OutputsHost.Start(forge.Settings("{ labels: [in progress] }"));
        var label = new SetLabel(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new IssueRef(forge.Repository, 4), "in progress", Present: true, OutputsHost.ReplyTo);

        await publisher.Ask<OutputApplied>(label);
        await publisher.Ask<OutputApplied>(label with { ProposalId = Guid.NewGuid(), Present = false });

        Assert.Equal("""{"labels":["in progress"]}""", Assert.Single(forge.SeenOf("POST", "/labels$")).Body!.ToJsonString());
        Assert.Single(forge.SeenOf("DELETE", "/labels/in progress$"));
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task A_reaction_is_an_acknowledgement()
    {
        await using var forge = await ScriptedForge.Start();
        forge.On("POST", "/repos/acme/shop/issues/comments/9/reactions$", (context, _) => Answer(context, 201, "post", "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions"));
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var origin = new Origin("github", "ada", Trust.Writer) { Issue = new IssueRef(forge.Repository, 4, CommentId: 9) };

        await publisher.Ask<OutputApplied>(new React(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, origin, "eyes", OutputsHost.ReplyTo));
        await publisher.Ask<OutputRefused>(new React(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, origin, "../x", OutputsHost.ReplyTo));

        Assert.Equal("""{"content":"eyes"}""", Assert.Single(forge.SeenOf("POST", "/reactions$")).Body!.ToJsonString());
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task A_review_has_its_comments_at_lines_of_the_diff_and_the_others_in_its_summary()
    {
        await using var forge = await ScriptedForge.Start();
        await Pull(forge, "ada");
        forge.On("POST", "/repos/acme/shop/pulls/7/reviews$", (context, asked) => Answer(context, 200, "post", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews"));
        forge.On("GET", "/repos/acme/shop/pulls/7/reviews/[0-9]+/comments$", async (_, _) => new JsonArray(await ScriptedForge.Example(
            "get", "/repos/{owner}/{repo}/pulls/comments/{comment_id}", 200, comment => (comment["id"], comment["body"]) = (77, $"said {Markers.OfFinding("F1")}"))));
        await using var publisher = await OutputsHost.Start(forge.Settings());

        var applied = await publisher.Ask<OutputApplied>(await Review(publisher, forge));

        Assert.Equal([new PostedComment("F1", 77)], applied.Comments);

        var review = Assert.Single(forge.SeenOf("POST", "/reviews$")).Body!;
        Assert.Equal((Commit, "REQUEST_CHANGES"), ((string)review["commit_id"]!, (string)review["event"]!));
        var comment = Assert.Single(review["comments"]!.AsArray())!;
        Assert.Equal(("src/cart.py", 12, 11), ((string)comment["path"]!, (int)comment["line"]!, (int)comment["start_line"]!));
        Assert.Contains("````suggestion\nx = '```'\n````", (string)comment["body"]!, StringComparison.Ordinal);
        Assert.EndsWith(Markers.OfFinding("F1"), (string)comment["body"]!, StringComparison.Ordinal);
        Assert.Contains("`src/cart.py:90`", (string)review["body"]!, StringComparison.Ordinal);
        Assert.Contains(Markers.OfFinding("F2"), (string)review["body"]!, StringComparison.Ordinal);
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task A_line_that_the_forge_does_not_take_stands_in_the_summary_and_an_approval_is_only_a_comment()
    {
        await using var forge = await ScriptedForge.Start();
        await Pull(forge, "ada");
        forge.On("POST", "/repos/acme/shop/pulls/7/reviews$", async (context, asked) =>
        {
            context.Response.StatusCode = asked.Body!["comments"] is null ? 200 : 422;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(asked.Body["comments"] is null
                ? (await ScriptedForge.Example("post", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews", 200)).ToJsonString()
                : """{"message":"Unprocessable Entity","errors":["Line could not be resolved"],"documentation_url":"https://docs.github.com/rest"}""");
        });
        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Ask<OutputApplied>((await Review(publisher, forge)) with { Event = ReviewEvent.Approve });

        var last = forge.SeenOf("POST", "/reviews$")[^1].Body!;
        Assert.Equal("COMMENT", (string)last["event"]!);
        Assert.Contains("`src/cart.py:12`", (string)last["body"]!, StringComparison.Ordinal);
        Assert.Empty(publisher.Problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_fixed_is_resolved_or_said_to_be(bool hasThreads)
    {
        await using var forge = await ScriptedForge.Start();
        await Pull(forge, "ada");
        forge.On("POST", "/repos/acme/shop/pulls/7/reviews$", (context, _) => Answer(context, 200, "post", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews"));
        async Task<JsonNode> Line(string body) => await ScriptedForge.Example("get", "/repos/{owner}/{repo}/pulls/comments/{comment_id}", 200, comment =>
        {
            (comment["id"], comment["body"]) = (55, body);
            comment["user"]!["login"] = ScriptedForge.Login;
        });
        forge.On("GET", "/repos/acme/shop/pulls/7/comments$", async (_, _) => new JsonArray(await Line($"old {Markers.OfFinding("F0")}")));
        forge.On("PATCH", "/repos/acme/shop/pulls/comments/55$", async (_, asked) => await Line((string)asked.Body!["body"]!));
        if (hasThreads)
        {
            forge.On("POST", "/api/graphql$", async (context, asked) => await context.Response.WriteAsync(asked.Body!["query"]!.ToString().StartsWith("query", StringComparison.Ordinal)
                ? """{"data":{"repository":{"pullRequest":{"reviewThreads":{"pageInfo":{"hasNextPage":false,"endCursor":null},"nodes":[{"id":"T1","isResolved":false,"comments":{"nodes":[{"databaseId":55}]}}]}}}}}"""
                : """{"data":{"resolveReviewThread":{"thread":{"isResolved":true}}}}"""));
        }

        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Ask<OutputApplied>((await Review(publisher, forge)) with { Resolved = ["F0"] });

        Assert.Equal(hasThreads ? "T1" : null, (string?)forge.SeenOf("POST", "/api/graphql$").Select(asked => asked.Body!["variables"]!["id"]).FirstOrDefault(id => id is not null));
        Assert.Equal(hasThreads ? 0 : 1, forge.SeenOf("PATCH", "/comments/55$").Count(asked => ((string)asked.Body!["body"]!).StartsWith("✅ Fixed.", StringComparison.Ordinal)));
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task A_check_has_all_its_annotations_once_though_its_first_attempt_was_not_answered()
    {
        await using var forge = await ScriptedForge.Start();
        var (annotations, external, name) = (0, "", "");
        Task<JsonNode> Shown() => ScriptedForge.Example("post", "/repos/{owner}/{repo}/check-runs", 201, run =>
        {
            (run["id"], run["name"], run["external_id"]) = (31, name, external);
            run["output"]!["annotations_count"] = annotations;
        });
        async Task Take(HttpContext context, Asked asked, bool breaks)
        {
            (external, name) = ((string)asked.Body!["external_id"]!, (string)asked.Body["name"]!);
            annotations += asked.Body["output"]!["annotations"]!.AsArray().Count;
            context.Response.StatusCode = breaks ? 502 : asked.Method == "POST" ? 201 : 200;
            context.Response.ContentType = "application/json";
            if (!breaks)
                await context.Response.WriteAsync((await Shown()).ToJsonString());
        }

        forge.On("POST", "/repos/acme/shop/check-runs$", (context, asked) => Take(context, asked, breaks: true));
        forge.On("PATCH", "/repos/acme/shop/check-runs/31$", (context, asked) => Take(context, asked, breaks: false));
        forge.On("GET", $"/repos/acme/shop/commits/{Commit}/check-runs$", async (_, _) => new JsonObject { ["total_count"] = 1, ["check_runs"] = external.Length == 0 ? [] : new JsonArray(await Shown()) });
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var many = Enumerable.Range(1, 120).Select(line => new CheckAnnotation("src/cart.py", line, line, Severity.Warning, $"line {line}")).ToList();

        await publisher.Ask<OutputApplied>(new SetCheck(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, forge.Repository, Commit, "factory/review", CheckState.Failed, "2 findings", "See lines", many, OutputsHost.ReplyTo));

        Assert.Equal(120, annotations);
        Assert.Single(forge.SeenOf("POST", "check-runs$"));
        Assert.Equal("failure", (string)forge.SeenOf("PATCH", "check-runs")[^1].Body!["conclusion"]!);
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task A_check_that_ended_does_not_run_again_by_what_comes_late()
    {
        await using var forge = await ScriptedForge.Start();
        Task Run(HttpContext context) => Answer(context, 201, "post", "/repos/{owner}/{repo}/check-runs");
        forge.On("POST", "/repos/acme/shop/check-runs$", (context, _) => Run(context));
        forge.On("GET", $"/repos/acme/shop/commits/{Commit}/check-runs$", (_, _) => Task.FromResult<JsonNode>(new JsonObject { ["total_count"] = 0, ["check_runs"] = new JsonArray() }));
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var at = TimeProvider.System.GetUtcNow();
        var ended = new SetCheck(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, forge.Repository, Commit, "factory/review", CheckState.Succeeded, "Fine", "Fine", [], OutputsHost.ReplyTo) { At = at };
        await publisher.Ask<OutputApplied>(ended);

        await publisher.Send(ended with { ProposalId = Guid.NewGuid(), State = CheckState.Running, At = at.AddSeconds(-1) });
        await publisher.Idle();

        Assert.Single(forge.SeenOf("POST", "check-runs$"));
        Assert.Equal(1, await publisher.Count("SELECT count(*) FROM factory.output WHERE state = 'superseded'"));
    }

    [Fact]
    public async Task With_a_token_a_check_is_a_status()
    {
        await using var forge = await ScriptedForge.Start();
        forge.On("POST", $"/repos/acme/shop/statuses/{Commit}$", (context, _) => Answer(context, 201, "post", "/repos/{owner}/{repo}/statuses/{sha}"));
        await using var publisher = await OutputsHost.Start(forge.TokenSettings());

        await publisher.Ask<OutputApplied>(new SetCheck(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, forge.Repository, Commit, "factory/review", CheckState.Running, "Looking", "Looking", [], OutputsHost.ReplyTo));

        var asked = Assert.Single(forge.SeenOf("POST", "/statuses/"));
        Assert.Equal("Bearer ghp_plain", asked.Authorization);
        Assert.Equal("""{"state":"pending","context":"factory/review","description":"Looking"}""", asked.Body!.ToJsonString());
        Assert.Empty(publisher.Problems);
    }

    [Theory]
    [InlineData("never", Commit, "APPROVED", Commit, "write", 200, "policy.merge")]
    [InlineData("approved", Moved, "APPROVED", Commit, "write", 200, "was approved")]
    [InlineData("approved", Commit, "APPROVED", Moved, "write", 200, "Nobody who may write")]
    [InlineData("approved", Commit, "DISMISSED", Commit, "write", 200, "Nobody who may write")]
    [InlineData("approved", Commit, "APPROVED", Commit, "read", 200, "Nobody who may write")]
    [InlineData("approved", Commit, "APPROVED", Commit, "write", 409, "head moved")]
    [InlineData("approved", Commit, "APPROVED", Commit, "write", 200, null)]
    public async Task Only_the_commit_that_a_person_approved_is_merged(string policy, string head, string state, string approved, string permission, int answer, string? refusal)
    {
        await using var forge = await ScriptedForge.Start();
        await Pull(forge, ScriptedForge.Login, head);
        forge.On("GET", "/repos/acme/shop/pulls/7/reviews$", async (_, _) =>
        {
            var review = await ScriptedForge.Example("post", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews", 200, review => (review["state"], review["commit_id"]) = (state, approved));
            return new JsonArray(review);
        });
        forge.On("GET", "/repos/acme/shop/collaborators/[^/]+/permission$", (_, _) => ScriptedForge.Example("get", "/repos/{owner}/{repo}/collaborators/{username}/permission", 200, known => (known["permission"], known["role_name"]) = (permission, permission)));
        forge.On("PUT", "/repos/acme/shop/pulls/7/merge$", async (context, _) =>
        {
            context.Response.StatusCode = answer;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer == 200 ? $$"""{"sha":"{{Moved}}","merged":true,"message":"Merged"}""" : """{"message":"Head branch was modified","documentation_url":"https://docs.github.com/rest"}""");
        });
        await using var publisher = await OutputsHost.Start(forge.Settings($"{{ merge: {policy} }}"));
        var command = new MergePullRequest(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new PullRequestRef(forge.Repository, 7, Commit, "main"), MergeMethod.Squash, OutputsHost.ReplyTo);

        if (refusal is null)
        {
            Assert.Equal(Moved, (await publisher.Ask<OutputApplied>(command)).ExternalId);
            Assert.Equal($$"""{"sha":"{{Commit}}","merge_method":"squash"}""", Assert.Single(forge.SeenOf("PUT", "/merge$")).Body!.ToJsonString());
        }
        else
        {
            Assert.Contains(refusal, (await publisher.Ask<OutputRefused>(command)).Reason, StringComparison.Ordinal);
            Assert.Equal(answer == 409 ? 1 : 0, forge.SeenOf("PUT", "/merge$").Count);
        }

        Assert.Empty(publisher.Problems);
    }

    [Theory]
    [InlineData("main", 0)]
    [InlineData("factory/../main", 0)]
    [InlineData("factory/x", 1)]
    public async Task Only_branches_of_the_factory_are_deleted(string branch, int deleted)
    {
        await using var forge = await ScriptedForge.Start();
        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Send(new DeleteBranch(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, forge.Repository, branch, OutputsHost.ReplyTo));
        await publisher.Idle();

        Assert.Equal(deleted, forge.SeenOf("DELETE", "/git/refs/heads/").Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public async Task A_job_is_run_again_once(int attempt, int reruns)
    {
        await using var forge = await ScriptedForge.Start();
        forge.On("GET", "/repos/acme/shop/actions/jobs/5$", (_, _) => ScriptedForge.Example("get", "/repos/{owner}/{repo}/actions/jobs/{job_id}", 200, job => (job["id"], job["run_id"], job["run_attempt"]) = (5, 6, 1)));
        forge.On("GET", "/repos/acme/shop/actions/runs/6$", (_, _) => ScriptedForge.Example("get", "/repos/{owner}/{repo}/actions/runs/{run_id}", 200, run => (run["id"], run["run_attempt"]) = (6, attempt)));
        forge.On("POST", "/repos/acme/shop/actions/jobs/5/rerun$", (_, _) => Task.FromResult<JsonNode>(new JsonObject()));
        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Ask<OutputApplied>(new RerunJob(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, forge.Repository, 5, OutputsHost.ReplyTo));

        Assert.Equal(reruns, forge.SeenOf("POST", "/rerun$").Count);
        Assert.Empty(publisher.Problems);
    }

    private static async Task Answer(HttpContext context, int status, string method, string template)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync((await ScriptedForge.Example(method, template, method == "get" ? 200 : status)).ToJsonString());
    }

    private static async Task Pull(ScriptedForge forge, string author, string head = Commit)
    {
        var pull = await ScriptedForge.Example("get", "/repos/{owner}/{repo}/pulls/{pull_number}", 200, pull =>
        {
            (pull["number"], pull["user"]!["login"], pull["merged"]) = (7, author, false);
            (pull["head"]!["sha"], pull["head"]!["ref"]) = (head, "factory/x");
            (pull["head"]!["repo"]!["full_name"], pull["base"]!["repo"]!["full_name"]) = ("acme/shop", "acme/shop");
        });
        forge.On("GET", "/repos/acme/shop/pulls/7$", (_, _) => Task.FromResult(pull.DeepClone()));
        forge.On("GET", "/repos/acme/shop/pulls/7/reviews$", (_, _) => Task.FromResult<JsonNode>(new JsonArray()));
        forge.On("GET", "/repos/acme/shop/pulls/7/comments$", (_, _) => Task.FromResult<JsonNode>(new JsonArray()));
        forge.On("GET", "/repos/acme/shop/pulls/7/files$", async (_, _) =>
        {
            var files = await ScriptedForge.Example("get", "/repos/{owner}/{repo}/pulls/{pull_number}/files", 200);
            (files[0]!["filename"], files[0]!["patch"]) = ("src/cart.py", "@@ -8,3 +10,4 @@ def total():\n a\n+b\n+c\n d");
            return files;
        });
    }

    private static async Task<PostReview> Review(OutputsHost publisher, ScriptedForge forge) => new(
        Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new PullRequestRef(forge.Repository, 7, Commit, "main"), ReviewEvent.RequestChanges, await publisher.Text("Two things."),
        [
            new ReviewComment("F1", "src/cart.py", 12, 11, Severity.Blocking, "This is wrong.", "x = '```'"),
            new ReviewComment("F2", "src/cart.py", 90, null, Severity.Note, "Far away."),
        ],
        [], OutputsHost.ReplyTo);

    private static async Task<WriteComment> Comment(OutputsHost publisher, ScriptedForge forge, string text) =>
        new(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new IssueRef(forge.Repository, 4), await publisher.Text(text), null, OutputsHost.ReplyTo);
}
