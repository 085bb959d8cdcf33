using System.Net;
using Factory.History.Teams;

namespace Factory.Router.Tests.Gateway;

public sealed class KeepingSecrets : IAsyncLifetime
{
    private static readonly string ProvidersKey = Environment.GetEnvironmentVariable("PATH")!;

    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await GatewayHost.Start();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task A_provider_gets_the_router_s_key_and_nothing_that_says_who_asks_or_where_to_go()
    {
        gateway.Upstream.Says("{}");

        using var answer = await gateway.Post(
            "v1/chat/completions", """{"model":"chat"}""",
            ("Cookie", "session=1"), ("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Host", "evil.example"), ("Host", "evil.example"), ("X-Original-URL", "/v1/files"), ("openai-organization", "org-other"),
            ("api-key", "k"), ("x-goog-api-key", "k"), ("X-HTTP-Method-Override", "DELETE"), ("Connection", "close, Authorization"), ("Proxy-Authorization", "Basic x"), ("Idempotency-Key", "1"),
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("Accept-Encoding", "gzip"), ("User-Agent", "editor/1 (anna)"),
            ("anthropic-beta", "interleaved-thinking-2025-05-14, context-1m-2025-08-07,mcp-client-2025-04-04"));

        var seen = Assert.Single(gateway.Upstream.Requests);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"Bearer {ProvidersKey}", seen.Headers["Authorization"]);
        Assert.Equal(["anthropic-beta", "Authorization", "Content-Length", "Content-Type", "Host"], seen.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal("interleaved-thinking-2025-05-14", seen.Headers["anthropic-beta"]);
        Assert.Equal(gateway.Upstream.Address.Authority, seen.Headers["Host"]);
        Assert.Equal(("POST", "/v1/chat/completions"), (seen.Method, seen.Path));
    }

    [Fact]
    public async Task Anthropic_gets_its_key_where_it_looks_for_it()
    {
        gateway.Upstream.Says("{}");

        using var answer = await gateway.Post("v1/messages?beta=true", """{"model":"claude"}""", ("Authorization", ""), ("x-api-key", gateway.Key), ("anthropic-version", "2099-01-01"));

        var seen = Assert.Single(gateway.Upstream.Requests);
        Assert.Equal((ProvidersKey, "2099-01-01"), (seen.Headers["x-api-key"], seen.Headers["anthropic-version"]));
        Assert.DoesNotContain("Authorization", seen.Headers.Keys);
        Assert.Equal("/v1/messages", seen.Path);
    }

    [Fact]
    public async Task What_tells_of_the_provider_s_account_does_not_come_back()
    {
        gateway.Upstream.Answer = async (_, context) =>
        {
            foreach (var name in (string[])["Set-Cookie", "openai-organization", "openai-project", "x-ratelimit-remaining-requests", "anthropic-organization-id", "cf-ray", "Server", "Via", "Location"])
            {
                context.Response.Headers[name] = "private";
            }

            context.Response.Headers["x-request-id"] = "req_1";
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("{}"u8.ToArray());
        };

        using var answer = await gateway.Post("v1/chat/completions", """{"model":"chat"}""");

        Assert.Equal("req_1", Assert.Single(answer.Headers.GetValues("x-request-id")));
        Assert.Equal("chat", Assert.Single(answer.Headers.GetValues("x-factory-model")));
        Assert.DoesNotContain(answer.Headers, header => header.Value.Contains("private"));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task That_the_router_is_not_accepted_is_not_told_in_the_provider_s_words(int status)
    {
        gateway.Upstream.Says($$"""{"error":{"message":"Incorrect API key provided: {{ProvidersKey}}" } }""", status: status);

        using var answer = await gateway.Post("v1/chat/completions", """{"model":"chat"}""");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.DoesNotContain(ProvidersKey, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Logs.Lines, line => line.Contains(ProvidersKey, StringComparison.Ordinal));
        Assert.Contains(gateway.Logs.Lines, line => line.Contains("Model chat did not answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_a_provider_quotes_is_cut_out()
    {
        gateway.Upstream.Says($$"""{"error":{"message":"The request with {{ProvidersKey}} is wrong" } }""", status: 400);

        using var answer = await gateway.Post("v1/chat/completions", """{"model":"chat"}""");

        Assert.Contains("The request with [key] is wrong", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"message":"busy\n\u001b[2Jinfo: all is well, key sk-of-somebody" } }""")]
    [InlineData("""{"error":{"message":"half of \ud83d" } }""")]
    public async Task What_a_provider_says_cannot_forge_the_log(string body)
    {
        gateway.Upstream.Says(body, status: 500);

        using var answer = await gateway.Post("v1/chat/completions", """{"model":"chat"}""");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var line = Assert.Single(gateway.Logs.Lines, line => line.Contains("Model chat did not answer", StringComparison.Ordinal));
        Assert.DoesNotContain(line, char.IsControl);
        Assert.DoesNotContain("sk-of", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_ends_within_seconds()
    {
        gateway.Upstream.Says("{}");
        var key = await gateway.Tokens.CreateGatewayKey(GatewayHost.Team, "clara", new KeyBudget(5, BudgetPeriod.Month));
        using var good = await gateway.Post("v1/messages", """{"model":"claude"}""", ("Authorization", ""), ("x-api-key", key));
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        await gateway.Tokens.Revoke(GatewayHost.Team, "clara");

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        HttpStatusCode status;
        do
        {
            using var answer = await gateway.Post("v1/messages", """{"model":"claude"}""", ("Authorization", ""), ("x-api-key", key));
            status = answer.StatusCode;
        }
        while (status != HttpStatusCode.Unauthorized && !patience.IsCancellationRequested);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task A_connection_cannot_be_upgraded()
    {
        using var answer = await gateway.Post("v1/chat/completions", """{"model":"chat"}""", ("Connection", "Upgrade"), ("Upgrade", "websocket"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(gateway.Upstream.Requests);
    }
}
