using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Publisher.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.GitHub;

public sealed class AskingAForge
{
    private const string CommentsPath = "/repos/acme/shop/issues/4/comments$";

    [Fact]
    public async Task An_app_proves_itself_and_asks_for_no_more_than_it_needs()
    {
        await using var forge = await ScriptedForge.Start();
        ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Ask<OutputApplied>(await Comment(publisher, forge));
        await publisher.Ask<OutputApplied>(await Comment(publisher, forge));

        var asked = Assert.Single(forge.SeenOf("POST", "access_tokens"));
        Assert.Equal("""{"repositories":["shop"],"permissions":{"issues":"write","pull_requests":"write"}}""", asked.Body!.ToJsonString());
        CheckJwt(forge, asked.Authorization!["Bearer ".Length..]);
        Assert.All(forge.SeenOf("POST", CommentsPath), comment => Assert.Equal("Bearer ghs_test1", comment.Authorization));
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task A_token_that_ends_soon_is_not_used()
    {
        await using var forge = await ScriptedForge.Start();
        forge.TokenLife = TimeSpan.FromMinutes(5);
        ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Ask<OutputApplied>(await Comment(publisher, forge));
        await publisher.Ask<OutputApplied>(await Comment(publisher, forge));

        Assert.Equal(["Bearer ghs_test1", "Bearer ghs_test2"], forge.SeenOf("POST", CommentsPath).Select(comment => comment.Authorization));
    }

    [Fact]
    public async Task A_token_that_was_taken_back_is_replaced()
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        forge.On("POST", CommentsPath, async (context, asked) =>
        {
            context.Response.StatusCode = asked.Authorization == "Bearer ghs_test1" ? 401 : 201;
            await context.Response.WriteAsync(context.Response.StatusCode == 401 ? """{"message":"Bad credentials"}""" : (await comments.Shown(comments.Add((string)asked.Body!["body"]!), ScriptedForge.Login)).ToJsonString());
        });
        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Ask<OutputApplied>(await Comment(publisher, forge));

        Assert.Single(comments.Bodies);
        Assert.Equal(2, forge.Tokens.Count);
    }

    [Theory]
    [InlineData(429, "Retry-After", "1", "{}")]
    [InlineData(403, "Retry-After", "1", """{"message":"You have exceeded a secondary rate limit."}""")]
    [InlineData(403, "X-RateLimit-Remaining", "0", """{"message":"API rate limit exceeded"}""")]
    public async Task A_limit_is_waited_for_without_holding_the_work(int status, string header, string value, string body)
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        var refusals = 0;
        forge.On("POST", CommentsPath, async (context, asked) =>
        {
            if (Interlocked.Increment(ref refusals) == 1)
            {
                context.Response.StatusCode = status;
                context.Response.Headers[header] = value;
                context.Response.Headers["X-RateLimit-Reset"] = TimeProvider.System.GetUtcNow().AddSeconds(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
                await context.Response.WriteAsync(body);
                return;
            }

            context.Response.StatusCode = 201;
            await context.Response.WriteAsync((await comments.Shown(comments.Add((string)asked.Body!["body"]!), ScriptedForge.Login)).ToJsonString());
        });
        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Ask<OutputApplied>(await Comment(publisher, forge));

        Assert.Equal(2, forge.SeenOf("POST", CommentsPath).Count);
        Assert.Single(comments.Bodies);
    }

    [Fact]
    public async Task A_forge_that_is_away_for_a_moment_is_asked_again()
    {
        await using var forge = await ScriptedForge.Start();
        ScriptedComments.On(forge);
        var away = 0;
        forge.On("GET", "/repos/acme/shop/installation", async (context, _) =>
        {
            if (Interlocked.Increment(ref away) < 3)
            {
                context.Response.StatusCode = 502;
                return;
            }

            await context.Response.WriteAsync((await ScriptedForge.Example("get", "/repos/{owner}/{repo}/installation", 200, installation => installation["id"] = 77)).ToJsonString());
        });
        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Ask<OutputApplied>(await Comment(publisher, forge));

        Assert.Equal(3, away);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_happened_and_was_not_answered_is_found_and_not_done_again(bool answersWithAnError)
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        var first = true;
        forge.On("POST", CommentsPath, async (context, asked) =>
        {
            var id = comments.Add((string)asked.Body!["body"]!);
            if (first)
            {
                first = false;
                context.Response.StatusCode = 502;
                if (!answersWithAnError)
                    context.Abort();
                return;
            }

            context.Response.StatusCode = 201;
            await context.Response.WriteAsync((await comments.Shown(id, ScriptedForge.Login)).ToJsonString());
        });
        await using var publisher = await OutputsHost.Start(forge.Settings());

        var applied = await publisher.Ask<OutputApplied>(await Comment(publisher, forge));

        var (id, _) = Assert.Single(comments.Bodies);
        Assert.Equal(id.ToString(System.Globalization.CultureInfo.InvariantCulture), applied.ExternalId);
        Assert.Single(forge.SeenOf("POST", CommentsPath));
    }

    [Fact]
    public async Task A_marker_that_somebody_copied_is_not_the_factorys_comment()
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge, "mallory");
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var command = (await Comment(publisher, forge)) with { Marker = "review" };
        await publisher.Ask<OutputApplied>(command);
        await publisher.Get<Npgsql.NpgsqlDataSource>().CreateCommand("DELETE FROM factory.output").ExecuteNonQueryAsync();

        await publisher.Ask<OutputApplied>(command with { ProposalId = Guid.NewGuid() });

        Assert.Equal(2, comments.Bodies.Count);
        Assert.Empty(forge.SeenOf("PATCH", "comments"));
    }

    [Theory]
    [InlineData("repos/acme/shop")]
    [InlineData("repositories/1296269")]
    public async Task A_list_is_read_to_its_last_page_and_costs_nothing_where_it_did_not_change(string nextPagesAreBelow)
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        var (asked304, pages) = (0, 0);
        forge.On("GET", CommentsPath, async (context, asked) =>
        {
            pages++;
            context.Response.ContentType = "application/json";
            context.Response.Headers.ETag = $"\"{asked.Query}\"";
            if (asked.Headers.GetValueOrDefault("If-None-Match") == $"\"{asked.Query}\"")
            {
                asked304++;
                context.Response.StatusCode = 304;
                return;
            }

            if (!asked.Query.Contains("page=2", StringComparison.Ordinal))
                context.Response.Headers.Link = $"<{forge.Address}api/v3/{nextPagesAreBelow}/issues/4/comments?per_page=100&page=2>; rel=\"next\"";
            await context.Response.WriteAsync(asked.Query.Contains("page=2", StringComparison.Ordinal) ? new JsonArray(await comments.Shown(comments.Bodies.Keys.Single(), ScriptedForge.Login)).ToJsonString() : "[]");
        });
        await using var publisher = await OutputsHost.Start(forge.Settings());
        comments.Add(Factory.Publisher.Outputs.Markers.Named("review"));
        var command = (await Comment(publisher, forge)) with { Marker = "review" };
        await publisher.Ask<OutputApplied>(command);
        await publisher.Get<Npgsql.NpgsqlDataSource>().CreateCommand("DELETE FROM factory.output").ExecuteNonQueryAsync();

        await publisher.Ask<OutputApplied>(command with { ProposalId = Guid.NewGuid() });

        Assert.Single(comments.Bodies);
        Assert.Equal((4, 2), (pages, asked304));
    }

    [Fact]
    public async Task No_redirect_leads_to_another_host_and_none_is_followed_by_what_writes()
    {
        await using var forge = await ScriptedForge.Start();
        await using var other = await ScriptedForge.Start();
        ScriptedComments.On(forge);
        forge.On("POST", CommentsPath, (context, _) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"{forge.Address}api/v3/repositories/1/issues/4/comments";
            return Task.CompletedTask;
        });
        await using var publisher = await OutputsHost.Start(forge.Settings());

        var written = await publisher.Ask<OutputRefused>(await Comment(publisher, forge));
        forge.On("GET", "/repos/acme/shop/installation", (context, _) =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = $"{other.Address}api/v3/app";
            return Task.CompletedTask;
        });
        var read = await publisher.Ask<OutputRefused>((await Comment(publisher, forge)) with { Issue = new IssueRef(forge.Repository.Replace("shop", "shop2", StringComparison.Ordinal), 4) });

        Assert.Contains("renamed or moved", written.Reason, StringComparison.Ordinal);
        Assert.NotNull(read.Reason);
        Assert.Empty(other.Seen);
    }

    [Theory]
    [InlineData("{\"id\":\"not a number\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("endless")]
    public async Task An_answer_that_is_none_is_no_crash(string body)
    {
        await using var forge = await ScriptedForge.Start();
        ScriptedComments.On(forge);
        forge.On("POST", CommentsPath, async (context, _) =>
        {
            context.Response.StatusCode = 201;
            for (var i = 0; i < (body == "endless" ? 400 : 1); i++)
                await context.Response.WriteAsync(body == "endless" ? new string(' ', 64 * 1024) : body);
        });
        await using var publisher = await OutputsHost.Start(forge.Settings(), holdAnswers: false);

        var command = await Comment(publisher, forge);
        await publisher.Send(command);

        // It is tried again later, as what a forge does that is not well.
        while (await publisher.Count("SELECT count(*) FROM factory.outbox WHERE due_at > now() + interval '30 seconds'") == 0)
            await Task.Yield();
        Assert.Equal("begun", await publisher.Scalar("SELECT state FROM factory.output"));
    }

    private static async Task<WriteComment> Comment(OutputsHost publisher, ScriptedForge forge) =>
        new(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new IssueRef(forge.Repository, 4), await publisher.Text("Hello"), null, OutputsHost.ReplyTo);

    private static void CheckJwt(ScriptedForge forge, string jwt)
    {
        var parts = jwt.Split('.');
        Assert.True(forge.Key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal("RS256", (string)JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["alg"]!);
        Assert.Equal("4711", (string)claims["iss"]!);
        Assert.InRange((long)claims["iat"]!, now - 120, now - 1);
        Assert.InRange((long)claims["exp"]! - (long)claims["iat"]!, 60, 600);
    }
}
