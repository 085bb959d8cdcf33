using System.Text.Json.Nodes;
using Factory.Publisher.Outputs;
using Factory.Publisher.Slack;
using Factory.Publisher.Tests.Fixtures;
using Factory.Servers;
using Factory.Settings;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.Slack;

public sealed class When_Slack_refuses
{
    private const string Token = "xoxb-0123456789-secret";

    [Fact]
    public async Task It_is_left_alone_for_as_long_as_it_says_and_other_methods_are_not()
    {
        await using var slack = await Scripted(context =>
        {
            if (!context.Request.Path.Value!.EndsWith("postMessage", StringComparison.Ordinal))
                return context.Response.WriteAsync("{\"ok\":true}");
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        });
        var asked = TimeProvider.System.GetUtcNow();

        var later = await Assert.ThrowsAsync<AskLater>(() => slack.Post("chat.postMessage"));
        var again = await Assert.ThrowsAsync<AskLater>(() => slack.Post("chat.postMessage"));
        await slack.Post("chat.update");

        Assert.InRange(later.At, asked.AddSeconds(119), TimeProvider.System.GetUtcNow().AddSeconds(121));
        Assert.Equal(later.At, again.At);
        Assert.Equal(["POST /api/chat.postMessage", "POST /api/chat.update"], slack.Server.Asked);
    }

    [Fact]
    public async Task It_may_ask_for_patience_in_words()
    {
        await using var slack = await Scripted(context => context.Response.WriteAsync("{\"ok\":false,\"error\":\"ratelimited\"}"));

        await Assert.ThrowsAsync<AskLater>(() => slack.Post("chat.postMessage"));
    }

    [Theory]
    [InlineData("{\"ok\":false,\"error\":\"not_in_channel\"}", "/invite")]
    [InlineData("{\"ok\":false,\"error\":\"invalid_auth\"}", "replace the token")]
    [InlineData("{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"chat:write\",\"provided\":\"users:read\"}", "lacks the scope chat:write; it has users:read")]
    [InlineData("{\"ok\":false,\"error\":\"channel_not_found\"}", "no such channel")]
    [InlineData("{\"ok\":false,\"error\":\"<script>\\u001b[31mnew\"}", "(script31mnew)")]
    [InlineData("{\"ok\":false}", "(unknown)")]
    public async Task It_is_said_why_and_what_to_do(string answer, string said)
    {
        await using var slack = await Scripted(context => context.Response.WriteAsync(answer));

        var refused = await Assert.ThrowsAsync<SlackRefused>(() => slack.Post("chat.postMessage"));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "{\"ok\":true}")]
    [InlineData(302, "")]
    [InlineData(200, "not json")]
    [InlineData(200, "null")]
    [InlineData(200, "{\"ok\":false,\"error\":\"internal_error\"}")]
    public async Task What_passes_is_tried_again(int status, string answer)
    {
        await using var slack = await Scripted(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://127.0.0.1:1/elsewhere";
            return context.Response.WriteAsync(answer);
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => slack.Post("chat.postMessage"));

        Assert.Single(slack.Server.Asked);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using var slack = await Scripted(async context =>
        {
            var piece = new byte[64 * 1024];
            for (var sent = 0; sent < 400 && !context.RequestAborted.IsCancellationRequested; sent++)
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => slack.Post("chat.postMessage"));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://slack.com.evil.example/upload")]
    [InlineData("https://files.slack.com:8443/upload")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task A_file_goes_to_no_other_host(string address)
    {
        await using var slack = await Scripted(context => context.Response.WriteAsync(context.Request.Path.Value!.EndsWith("getUploadURLExternal", StringComparison.Ordinal)
            ? $"{{\"ok\":true,\"upload_url\":\"{address}\",\"file_id\":\"F1\"}}"
            : "{\"ok\":true,\"messages\":[]}"));
        var identities = new SlackIdentities(slack.Client, TimeProvider.System);
        var files = new SlackFiles(slack.Client, new SlackThread(slack.Client, identities));

        await Assert.ThrowsAsync<SlackRefused>(() => files.Put(slack.Chat, new("slack", "T0", "C1", "1.1"), "log.md", "Log", new byte[3], CancellationToken.None));

        Assert.DoesNotContain("POST /api/files.completeUploadExternal", slack.Server.Asked);
    }

    private static async Task<ScriptedSlack> Scripted(RequestDelegate answer)
    {
        var server = await ScriptedServer.Start(answer);
        var file = Path.Combine(TestServers.NewFolder(), "token");
        await File.WriteAllTextAsync(file, Token);
        return new ScriptedSlack(server, new ChatSettings("slack", new Uri(server.Address, "api"), new KeySource(file, null)), new SlackClient(TimeProvider.System));
    }

    private sealed record ScriptedSlack(ScriptedServer Server, ChatSettings Chat, SlackClient Client) : IAsyncDisposable
    {
        public Task<SlackPosted> Post(string method) => Client.Post<SlackPosted>(Chat, method, new JsonObject { ["channel"] = "C1", ["text"] = "x" }, CancellationToken.None);

        public ValueTask DisposeAsync()
        {
            Client.Dispose();
            return Server.DisposeAsync();
        }
    }
}
