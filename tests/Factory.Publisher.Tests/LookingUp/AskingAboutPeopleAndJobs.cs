using System.Text;
using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.Origins;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.LookingUp;

public sealed class AskingAboutPeopleAndJobs
{
    [Theory]
    [InlineData("ada", "admin", "admin", false, Trust.Writer)]
    [InlineData("ada", "write", "maintain", false, Trust.Writer)]
    [InlineData("ada", "read", "triage", true, Trust.Member)]
    [InlineData("ada", "read", "read", false, Trust.Stranger)]
    [InlineData("ada", "none", "none", false, Trust.Stranger)]
    [InlineData("../../app", "admin", "admin", true, Trust.Stranger)]
    [InlineData("factory[bot]", "admin", "admin", true, Trust.Stranger)]
    public async Task Who_may_write_is_what_the_forge_says(string login, string permission, string role, bool belongs, Trust trust)
    {
        await using var forge = await ScriptedForge.Start();
        forge.On("GET", "/repos/acme/shop/collaborators/ada/permission$", (_, _) => ScriptedForge.Example("get", "/repos/{owner}/{repo}/collaborators/{username}/permission", 200, known => (known["permission"], known["role_name"]) = (permission, role)));
        forge.On("GET", "/repos/acme/shop/collaborators/ada$", (context, _) =>
        {
            context.Response.StatusCode = belongs ? 204 : 404;
            return Task.CompletedTask;
        });
        await using var publisher = await OutputsHost.Start(forge.Settings());

        var answer = await publisher.Ask<AuthorLookedUp>(new LookUpAuthor(Guid.NewGuid(), OutputsHost.Team, forge.Repository, login, OutputsHost.ReplyTo));

        Assert.Equal((trust, null), (answer.Trust, answer.Problem));
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task Where_it_cannot_be_told_they_are_a_stranger_and_it_says_why()
    {
        await using var forge = await ScriptedForge.Start();
        await using var publisher = await OutputsHost.Start(forge.Settings());

        var answer = await publisher.Ask<AuthorLookedUp>(new LookUpAuthor(Guid.NewGuid(), OutputsHost.Team, "/srv/shop", "ada", OutputsHost.ReplyTo));

        Assert.Equal(Trust.Stranger, answer.Trust);
        Assert.Contains("no forge", answer.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_log_is_fetched_from_elsewhere_without_the_token_and_without_secrets()
    {
        await using var forge = await ScriptedForge.Start();
        var secret = "ghp_" + new string('a', 36);
        forge.On("GET", "/repos/acme/shop/actions/jobs/5/logs$", (context, _) =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = $"{forge.Address}elsewhere/log?sig=1";
            return Task.CompletedTask;
        });
        forge.On("GET", "/elsewhere/log", async (context, _) =>
        {
            var lines = string.Concat(Enumerable.Range(0, 40_000).Select(line => $"line {line}\n"));
            await context.Response.WriteAsync($"{lines}token {secret}\nlast");
        });
        await using var publisher = await OutputsHost.Start(forge.Settings());

        var answer = await publisher.Ask<JobLogRead>(new ReadJobLog(Guid.NewGuid(), OutputsHost.Team, forge.Repository, 5, OutputsHost.ReplyTo));

        var log = await publisher.Read(answer.Log!);
        Assert.StartsWith("… what stands before is left out\nline ", log, StringComparison.Ordinal);
        Assert.EndsWith("token [redacted: a GitHub token]\nlast", log, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(log), 200_000, 270_000);
        Assert.Null(Assert.Single(forge.SeenOf("GET", "/elsewhere/log")).Authorization);
    }

    [Fact]
    public async Task News_of_a_missions_pull_request_reach_the_mission_and_others_nobody()
    {
        await using var forge = await ScriptedForge.Start();
        await using var publisher = await OutputsHost.Start(forge.Settings());
        await publisher.Get<Npgsql.NpgsqlDataSource>().CreateCommand($"INSERT INTO factory.own_pull_request (host, repository, number, mission_id, team, branch, url) VALUES ('127.0.0.1', 'acme/shop', 7, '{publisher.Mission}', 'team', 'factory/x', 'u')").ExecuteNonQueryAsync();
        var news = new PullRequestNews(Guid.NewGuid(), OutputsHost.Team, new PullRequestRef(forge.Repository, 7, "c", "main"), PullRequestHappening.Merged, "ada") { Commit = "m" };

        await publisher.Send(news with { PullRequest = news.PullRequest with { Number = 8 } });
        await publisher.Send(news with { Team = "other" });
        await publisher.Send(news);
        await publisher.Send(news);

        var first = Assert.IsType<ChangeNews>((await publisher.Next<ToMission>()).Message);
        var second = Assert.IsType<ChangeNews>((await publisher.Next<ToMission>()).Message);
        Assert.Equal((publisher.Mission, PullRequestHappening.Merged, "m"), (first.MissionId, first.Happening, first.Commit));
        Assert.Equal(first.NewsId, second.NewsId);
    }

    [Fact]
    public async Task News_that_overtakes_the_record_of_its_pull_request_reaches_the_mission_all_the_same()
    {
        await using var forge = await ScriptedForge.Start();
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var news = new PullRequestNews(Guid.NewGuid(), OutputsHost.Team, new PullRequestRef(forge.Repository, 7, "c", "main") { HeadBranch = "factory/x" }, PullRequestHappening.Merged, "ada") { Commit = "m" };

        await publisher.Send(news);
        await publisher.Until("SELECT count(*) FROM factory.outbox WHERE due_at > now() + interval '5 seconds'", 1);
        await publisher.Get<Npgsql.NpgsqlDataSource>().CreateCommand($"INSERT INTO factory.own_pull_request (host, repository, number, mission_id, team, branch, url) VALUES ('127.0.0.1', 'acme/shop', 7, '{publisher.Mission}', 'team', 'factory/x', 'u')").ExecuteNonQueryAsync();
        await publisher.Get<Npgsql.NpgsqlDataSource>().CreateCommand("UPDATE factory.outbox SET due_at = now() WHERE due_at > now()").ExecuteNonQueryAsync();

        Assert.Equal(publisher.Mission, Assert.IsType<ChangeNews>((await publisher.Next<ToMission>()).Message).MissionId);
    }
}
