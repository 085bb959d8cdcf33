using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Factory.Emulators;
using Factory.Local.Hosting;
using Factory.Servers;

namespace Factory.EndToEnd.Tests;

/// <summary>From a signed mention to the answer in its thread, with the third party's emulator of Slack, the mechanic and a real repository.</summary>
public sealed class When_Slack_speaks : IAsyncLifetime
{
    private const string Secret = "for-tests-only";
    private const string BotToken = "xoxb-for-tests-only";
    private const string AnnsToken = "xoxp-for-tests-only";

    private static readonly string[] Scopes = ["chat:write", "channels:read", "channels:history", "reactions:write", "files:write", "users:read"];

    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");
    private readonly HttpClient _http = new();
    private TestRepository _repository = null!;
    private Emulator _slack = null!;
    private LocalFactory _factory = null!;
    private HttpClient _own = null!;
    private string _channel = "";
    private string _ann = "";

    public async ValueTask InitializeAsync()
    {
        _repository = await TestRepository.WithBug();
        _slack = await Emulator.Start("slack", new
        {
            slack = new
            {
                team = new { name = "Acme", domain = "acme" },
                users = new object[] { new { name = "ann", real_name = "Ann", email = "ann@acme.example" }, new { name = "factory", real_name = "Factory", email = "factory@acme.example" } },
                channels = new[] { new { name = "shop", topic = "The shop" } },
                tokens = new object[] { new { token = BotToken, user = "factory", scopes = Scopes }, new { token = AnnsToken, user = "ann", scopes = Scopes } },
                strict_scopes = true,
            },
        });
        _channel = (await Slack("conversations.list", new { })).GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() == "shop").GetProperty("id").GetString()!;
        _ann = (await Slack("auth.test", new { })).GetProperty("user_id").GetString()!;
        Directory.CreateDirectory(_dataFolder);
        await Write("secret", Secret);
        await Write("bot", BotToken);
        await Write(
            "factory.signals.yaml",
            $$"""
            sources:
              slack:
                kind: slack
                secretFile: {{_dataFolder}}/secret
                slack:
                  workspaces: T0HOME
                  channels: { {{_channel}}: acme/shop }
                repositories: { acme/shop: {{_repository.Path}} }
            """);
        await Write(
            "factory.publisher.yaml",
            $$"""
            chats:
              slack: { kind: slack, api: {{_slack.Address.AbsoluteUri}}api, tokenFile: {{_dataFolder}}/bot }
            """);
        _factory = await LocalFactory.Start(new LocalOptions { DataFolder = _dataFolder }, CancellationToken.None);
        _own = new HttpClient { BaseAddress = _factory.Address };
        _own.DefaultRequestHeaders.Authorization = new("Bearer", Local.DataFolders.ApiToken.Read(_dataFolder));
    }

    public async ValueTask DisposeAsync()
    {
        _own?.Dispose();
        _http.Dispose();
        if (_factory is not null)
            await _factory.DisposeAsync();
        if (_slack is not null)
            await _slack.DisposeAsync();
    }

    [Fact]
    public async Task A_mention_becomes_a_branch_and_the_answer_in_its_thread_is_one_message_that_ends_with_the_result()
    {
        var said = (await Slack("chat.postMessage", new { channel = _channel, text = "Shipping costs 5 for an order of exactly 50." })).GetProperty("ts").GetString()!;
        var mention = Mention(said, "<@U0BOT> Shipping costs 5 for an order of exactly 50. It should be free from 50 on.");

        using var first = await Send(mention);
        using var retried = await Send(mention, retry: 1);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await Send(mention, retry: 2)).Dispose()));
        var answer = await Answered(said, text => text.Contains("Published", StringComparison.Ordinal));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], new[] { first.StatusCode, retried.StatusCode });
        Assert.Single((await Judged(1)).EnumerateArray());
        Assert.Contains("factory/", answer.GetProperty("blocks").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("factory-cancel", answer.GetProperty("blocks").GetRawText(), StringComparison.Ordinal);
        Assert.NotEmpty(await _repository.Git("branch", "--list", "factory/*"));
        var thread = (await Slack("conversations.replies", new { channel = _channel, ts = said })).GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(2, thread.Count);
        Assert.Equal("eyes", thread[0].GetProperty("reactions")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_is_asked_is_answered_at_once_and_has_a_verdict()
    {
        using var challenge = await Send("""{"type":"url_verification","token":"old","challenge":"3eZbrw1a"}"""u8.ToArray());
        using var forgedChallenge = await Send("""{"type":"url_verification","challenge":"3eZbrw1a"}"""u8.ToArray(), secret: "another");
        using var stale = await Send(Mention("1.1", "<@U0BOT> fix it"), age: TimeSpan.FromMinutes(6));
        using var early = await Send(Mention("1.1", "<@U0BOT> fix it"), age: TimeSpan.FromMinutes(-6));
        using var command = await Send(Encoding.ASCII.GetBytes($"team_id=T0HOME&channel_id=C0OTHER&user_id=U0ANN&command=%2Ffactory&text=fix+%3Cit%3E&trigger_id=1.2.3"), form: true);
        using var button = await Send(Encoding.ASCII.GetBytes($"payload={Uri.EscapeDataString(Button(Guid.NewGuid()))}"), form: true);
        using var garbage = await Send("not json"u8.ToArray());

        Assert.Equal("3eZbrw1a", await challenge.Content.ReadAsStringAsync());
        Assert.All(new[] { forgedChallenge, stale, early }, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.All(new[] { command, button, garbage }, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var answered = await command.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("ephemeral", answered.GetProperty("response_type").GetString());
        Assert.Contains("does not name the channel C0OTHER", answered.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["ignored", "ignored", "rejected"],
            (await Judged(3)).EnumerateArray().OrderBy(signal => signal.GetProperty("id").GetString(), StringComparer.Ordinal).Select(signal => signal.GetProperty("verdict").GetString()));
    }

    /// <summary>What the factory answered, once it is as wished.</summary>
    private async Task<JsonElement> Answered(string thread, Func<string, bool> isAsWished)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            var messages = (await Slack("conversations.replies", new { channel = _channel, ts = thread })).GetProperty("messages").EnumerateArray().Where(message => message.TryGetProperty("metadata", out _)).ToList();
            if (messages is [var answer] && isAsWished(answer.GetProperty("blocks").GetRawText()))
                return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    /// <summary>Once all of it is known: who presses a button is asked about first.</summary>
    private Task<JsonElement> Judged(int count) => RunningFactory.Until(
        _own, "signals", signals => signals.GetArrayLength() == count && signals.EnumerateArray().All(signal => signal.GetProperty("verdict").ValueKind == JsonValueKind.String && !signal.GetProperty("why").GetString()!.StartsWith("Publisher asks Slack", StringComparison.Ordinal)));

    private byte[] Mention(string at, string text) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        team_id = "T0HOME",
        context_team_id = "T0HOME",
        api_app_id = "A0APP",
        type = "event_callback",
        event_id = $"Ev{at}",
        authorizations = new[] { new { team_id = "T0HOME", user_id = "U0BOT", is_bot = true } },
        @event = new { type = "app_mention", user = _ann, text, ts = at, channel = _channel, team = "T0HOME" },
    });

    private string Button(Guid mission) => JsonSerializer.Serialize(new
    {
        type = "block_actions",
        user = new { id = _ann, team_id = "T0HOME" },
        team = new { id = "T0HOME" },
        container = new { channel_id = _channel },
        trigger_id = "9.9.9",
        actions = new[] { new { action_id = "factory-cancel", value = mission.ToString() } },
    });

    private async Task<HttpResponseMessage> Send(byte[] body, bool form = false, TimeSpan age = default, string secret = Secret, int? retry = null)
    {
        var time = (TimeProvider.System.GetUtcNow() - age).ToUnixTimeSeconds();
        var signed = Encoding.ASCII.GetBytes($"v0:{time}:").Concat(body).ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_factory.Address, "hooks/slack")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(form ? "application/x-www-form-urlencoded" : "application/json");
        request.Headers.Add("X-Slack-Request-Timestamp", $"{time}");
        request.Headers.Add("X-Slack-Signature", $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}");
        if (retry is { } times)
            request.Headers.Add("X-Slack-Retry-Num", $"{times}");
        return await _http.SendAsync(request);
    }

    private async Task<JsonElement> Slack(string method, object arguments)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_slack.Address, $"api/{method}")) { Content = JsonContent.Create(arguments) };
        request.Headers.Authorization = new("Bearer", AnnsToken);
        using var answer = await _http.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task Write(string name, string content) => File.WriteAllTextAsync(Path.Combine(_dataFolder, name), content);
}
