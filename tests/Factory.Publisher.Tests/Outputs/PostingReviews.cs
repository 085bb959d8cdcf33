using System.Text.Json.Nodes;
using Factory.Contracts.Features;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Publisher.Outputs;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using static Factory.Publisher.Tests.Fixtures.ScriptedPulls;

namespace Factory.Publisher.Tests.Outputs;

public sealed class PostingReviews
{
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
    public async Task A_suggestion_that_would_not_be_seen_as_it_is_is_left_out_and_the_comment_says_so()
    {
        await using var forge = await ScriptedForge.Start();
        await Pull(forge, "ada");
        forge.On("POST", "/repos/acme/shop/pulls/7/reviews$", (context, asked) => Answer(context, 200, "post", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews"));
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var review = await Review(publisher, forge);

        await publisher.Ask<OutputApplied>(review with { Comments = [new ReviewComment("F1", "src/cart.py", 12, 11, Severity.Blocking, "This is wrong.", "x = 'a\u3164b'")] });

        var body = (string)Assert.Single(Assert.Single(forge.SeenOf("POST", "/reviews$")).Body!["comments"]!.AsArray())!["body"]!;
        Assert.DoesNotContain("suggestion\n", body, StringComparison.Ordinal);
        Assert.Contains("_A suggested change is left out: it holds characters that cannot be seen._", body, StringComparison.Ordinal);
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

    private static async Task<PostReview> Review(OutputsHost publisher, ScriptedForge forge) => new(
        Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new PullRequestRef(forge.Repository, 7, Commit, "main"), ReviewEvent.RequestChanges, await publisher.Text("Two things."),
        [
            new ReviewComment("F1", "src/cart.py", 12, 11, Severity.Blocking, "This is wrong.", "x = '```'"),
            new ReviewComment("F2", "src/cart.py", 90, null, Severity.Note, "Far away."),
        ],
        [], OutputsHost.ReplyTo);
}
