using System.Net.Http.Json;
using System.Text.Json;
using Factory.Emulators;
using Factory.EndToEnd.Tests.Line;
using Factory.Local.Hosting;
using Factory.ScriptedModel;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Chats;

/// <summary>The whole way: from Slack's socket over Publisher, the intake and the mission to the droid, and back into the thread.</summary>
public sealed class When_Slack_is_heard_by_a_socket : IAsyncLifetime
{
    private const string BotToken = "xoxb-for-tests-only";
    private const string AnnsToken = "xoxp-for-tests-only";

    private static readonly string[] Scopes = ["chat:write", "channels:read", "channels:history", "reactions:write", "files:write", "users:read"];

    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");
    private readonly HttpClient _http = new();
    private TestRepository _repository = null!;
    private ScriptedModelServer _model = null!;
    private Emulator _emulator = null!;
    private SocketSlack _slack = null!;
    private LocalFactory _factory = null!;
    private HttpClient _own = null!;
    private string _channel = "";
    private string _ann = "";
    private int _events;

    public async ValueTask InitializeAsync()
    {
        _repository = await TestRepository.WithBug();
        _model = await ScriptedModelServer.Start();
        _emulator = await Emulator.Start("slack", new
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
        _slack = await SocketSlack.Start(_emulator);
        _channel = (await Slack("conversations.list", new { })).GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() == "shop").GetProperty("id").GetString()!;
        _ann = (await Slack("auth.test", new { })).GetProperty("user_id").GetString()!;
        Directory.CreateDirectory(_dataFolder);
        await Write("secret", "for-tests-only");
        await Write("bot", BotToken);
        await Write("app", "xapp-for-tests-only");
        await Write(
            "factory.signals.yaml",
            $$"""
            sources:
              talk:
                kind: slack
                secretFile: {{_dataFolder}}/secret
                slack:
                  chat: slack
                  workspaces: T0HOME
                  channels: { {{_channel}}: acme/shop }
                repositories: { acme/shop: {{_repository.Path}} }
            """);
        await Write(
            "factory.publisher.yaml",
            $$"""
            chats:
              slack:
                kind: slack
                api: {{_slack.Api}}
                tokenFile: {{_dataFolder}}/bot
                socket: { tokenFile: {{_dataFolder}}/app, source: talk }
            """);
        _factory = await LocalFactory.Start(new LocalOptions { DataFolder = _dataFolder, Configuration = new Dictionary<string, string?>(_model.Casting("coder"), StringComparer.OrdinalIgnoreCase) }, CancellationToken.None);
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
        if (_emulator is not null)
            await _emulator.DisposeAsync();
        if (_model is not null)
            await _model.DisposeAsync();
    }

    [Fact]
    public async Task A_mention_below_a_discussion_is_worked_on_with_it_and_a_reply_answers_the_droid()
    {
        _model.On(
            "coder",
            Reply.Call("ask", new { question = "From 50 on, or above 50?" }),
            Reply.Call("edit", new { operation = "replace", path = "shop/shipping.py", oldText = "return total > 50", newText = "return total >= 50" }),
            Reply.Finish(new { claims = "Fifty is free." }));
        var thread = await Say("Our customers complain: the magpie order of exactly 50 cost 5.");

        await Mention(thread, "200.000001", "Shipping costs 5 for an order of exactly 50. It should be free from 50 on.");
        var mission = (await Missions(all => all.GetArrayLength() == 1))[0].GetProperty("missionId").GetGuid();
        await RunningLine.Eventually(() => _model.Requests.Count == 1, () => "the coder's model is asked");
        await Answer(thread, text => text.Contains("From 50 on, or above 50?", StringComparison.Ordinal));
        await Mention(thread, "200.000002", "From 50 on, as the wallpaper says.");
        var answer = await Answer(thread, text => text.Contains("Published", StringComparison.OrdinalIgnoreCase));

        Assert.Contains(_model.Requests[0].Messages, message => message.Content.Contains("What was said in the thread before", StringComparison.Ordinal) && message.Content.Contains("the magpie order", StringComparison.Ordinal));
        Assert.Contains(_model.Requests[1].Messages, message => message.Content.Contains("as the wallpaper says", StringComparison.Ordinal));
        Assert.Contains("factory/", answer.GetProperty("blocks").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(mission, Assert.Single((await Missions(_ => true)).EnumerateArray()).GetProperty("missionId").GetGuid());
        Assert.NotEmpty(await _repository.Git("branch", "--list", "factory/*"));
    }

    [Fact]
    public async Task Buttons_hold_a_mission_let_it_go_on_and_end_it()
    {
        _model.On("coder", Reply.Says("").When(new TaskCompletionSource().Task));
        var thread = await Say("Shipping costs 5 for an order of exactly 50.");
        await Mention(thread, thread, "Shipping costs 5 for an order of exactly 50. It should be free from 50 on.");
        var buttons = await Answer(thread, text => text.Contains("factory-pause", StringComparison.Ordinal));
        await RunningLine.Eventually(() => _model.Requests.Count == 1, () => "the coder's model is asked");

        await Press(buttons, "factory-pause");
        await Missions(all => all[0].GetProperty("status").GetString() == "paused");
        await Press(buttons, "factory-resume");
        await Missions(all => all[0].GetProperty("status").GetString() != "paused");
        await Press(buttons, "factory-cancel");
        var ended = await Missions(all => all[0].GetProperty("outcome").ValueKind == JsonValueKind.String);

        Assert.Equal("cancelled", ended[0].GetProperty("outcome").GetString());
        var told = await Answer(thread, text => !text.Contains("factory-cancel", StringComparison.Ordinal));
        Assert.Contains("ancelled", told.GetProperty("blocks").GetRawText(), StringComparison.Ordinal);
        Assert.Empty(await _repository.Git("branch", "--list", "factory/*"));
    }

    private Task Mention(string thread, string at, string text) => _slack.Deliver("events_api", new
    {
        team_id = "T0HOME",
        context_team_id = "T0HOME",
        type = "event_callback",
        event_id = $"Ev{Interlocked.Increment(ref _events)}",
        authorizations = new[] { new { team_id = "T0HOME", user_id = "U0BOT", is_bot = true } },
        @event = new { type = "app_mention", user = _ann, text = $"<@U0BOT> {text}", ts = LaterThan(thread, at), thread_ts = thread, channel = _channel, team = "T0HOME" },
    });

    /// <summary>Ids of messages are times: what is said in a thread comes after its first message.</summary>
    private static string LaterThan(string thread, string at) => at == thread ? at : $"{long.Parse(thread.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) + 60}.{at.Split('.')[1]}";

    private Task Press(JsonElement message, string action)
    {
        var button = message.GetProperty("blocks").EnumerateArray().Where(block => block.GetProperty("type").GetString() == "actions").SelectMany(block => block.GetProperty("elements").EnumerateArray()).Single(element => element.GetProperty("action_id").GetString() == action);
        return _slack.Deliver("interactive", new
        {
            type = "block_actions",
            user = new { id = _ann, team_id = "T0HOME" },
            team = new { id = "T0HOME" },
            container = new { channel_id = _channel },
            trigger_id = $"1.2.{Interlocked.Increment(ref _events)}",
            actions = new[] { new { action_id = action, value = button.GetProperty("value").GetString() } },
        });
    }

    /// <summary>The one message of the factory's in the thread, once it is as wished.</summary>
    private async Task<JsonElement> Answer(string thread, Func<string, bool> isAsWished)
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

    private Task<JsonElement> Missions(Func<JsonElement, bool> isAsWished) => RunningFactory.Until(_own, "missions", all => all.GetArrayLength() > 0 && isAsWished(all));

    /// <summary>Ann says something; gives the id of her message.</summary>
    private async Task<string> Say(string text) => (await Slack("chat.postMessage", new { channel = _channel, text })).GetProperty("ts").GetString()!;

    private async Task<JsonElement> Slack(string method, object arguments)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_emulator.Address, $"api/{method}")) { Content = JsonContent.Create(arguments) };
        request.Headers.Authorization = new("Bearer", AnnsToken);
        using var answer = await _http.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task Write(string name, string content) => File.WriteAllTextAsync(Path.Combine(_dataFolder, name), content);
}
