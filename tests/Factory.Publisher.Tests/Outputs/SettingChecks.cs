using System.Text.Json.Nodes;
using Factory.Contracts.Features;
using Factory.Contracts.Outputs;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using static Factory.Publisher.Tests.Fixtures.ScriptedPulls;

namespace Factory.Publisher.Tests.Outputs;

public sealed class SettingChecks
{
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
        Assert.Equal($$"""{"state":"pending","context":"factory/review","description":"Looking","target_url":"https://factory.example.org/missions/{{publisher.Mission}}"}""", asked.Body!.ToJsonString());
        Assert.Empty(publisher.Problems);
    }
}
