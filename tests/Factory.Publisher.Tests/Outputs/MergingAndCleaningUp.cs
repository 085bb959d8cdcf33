using System.Text.Json.Nodes;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using static Factory.Publisher.Tests.Fixtures.ScriptedPulls;

namespace Factory.Publisher.Tests.Outputs;

public sealed class MergingAndCleaningUp
{
    private const string Moved = "2222222222222222222222222222222222222222";

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
}
