using System.Text;
using System.Text.Json;
using Factory.Servers;

namespace Factory.Publisher.Tests.Slack;

public sealed class When_Slack_is_heard_by_a_socket : IAsyncLifetime
{
    private ScriptedSockets _slack = null!;
    private SocketHost _host = null!;
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        _slack = await ScriptedSockets.Start();
        _database = await TestServers.Database();
        _host = await SocketHost.Start(_slack, _database);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task What_comes_is_stored_handed_in_and_only_then_acknowledged()
    {
        var socket = await _slack.Next();
        await socket.Send(Envelope("e-1", "Ev1"));

        Assert.Equal("e-1", (await socket.Receive()).GetProperty("envelope_id").GetString());
        Assert.Equal(1, await _host.Stored());
        var delivery = await _host.HandedIn();
        Assert.Equal(("talk", "Ev1", "events_api", "application/json", "shop"), (delivery.Source, delivery.ExternalId, delivery.Event, delivery.ContentType, delivery.Team));
        Assert.Equal("Ev1", JsonSerializer.Deserialize<JsonElement>(await _host.Body(delivery)).GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task What_comes_again_is_acknowledged_again_and_is_the_same_delivery()
    {
        var socket = await _slack.Next();
        await socket.Send(Envelope("e-1", "Ev1"));
        await socket.Receive();
        await socket.Send(Envelope("e-2", "Ev1"));

        Assert.Equal("e-2", (await socket.Receive()).GetProperty("envelope_id").GetString());
        Assert.Equal(await _host.HandedIn(), await _host.HandedIn());
    }

    [Fact]
    public async Task A_command_is_answered_where_it_was_typed()
    {
        var socket = await _slack.Next();
        await socket.Send(new { envelope_id = "e-1", type = "slash_commands", accepts_response_payload = true, payload = new { command = "/factory", text = "fix it", trigger_id = "1.2.3", channel_id = "C1" } });

        Assert.Contains("Noted", (await socket.Receive()).GetProperty("payload").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(("slash_commands", "1.2.3"), (await _host.HandedIn()) is var delivery ? (delivery.Event, delivery.ExternalId) : default);
    }

    [Fact]
    public async Task Before_Slack_closes_a_connection_the_next_is_open_and_what_comes_by_either_is_heard()
    {
        var first = await _slack.Next();
        await first.Send(new { type = "disconnect", reason = "warning" });
        var second = await _slack.Next();

        await first.Send(Envelope("e-1", "Ev1"));
        await second.Send(Envelope("e-2", "Ev2"));

        Assert.Equal("e-1", (await first.Receive()).GetProperty("envelope_id").GetString());
        Assert.Equal("e-2", (await second.Receive()).GetProperty("envelope_id").GetString());
        await first.Close();
        await second.Send(Envelope("e-3", "Ev3"));
        Assert.Equal("e-3", (await second.Receive()).GetProperty("envelope_id").GetString());
    }

    [Fact]
    public async Task A_connection_that_breaks_is_opened_again()
    {
        (await _slack.Next()).Break();
        var second = await _slack.Next();

        await second.Send(Envelope("e-1", "Ev1"));

        Assert.Equal("e-1", (await second.Receive()).GetProperty("envelope_id").GetString());
    }

    [Fact]
    public async Task While_Slack_refuses_it_is_asked_again_with_patience()
    {
        var first = await _slack.Next();
        _slack.Refusal = "{\"ok\":false,\"error\":\"invalid_auth\"}";
        first.Break();
        await Until(() => _slack.Asked >= 3);
        _slack.Refusal = null;

        var socket = await _slack.Next();
        await socket.Send(Envelope("e-1", "Ev1"));

        Assert.Equal("e-1", (await socket.Receive()).GetProperty("envelope_id").GetString());
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_acknowledged_and_what_follows_is()
    {
        var socket = await _slack.Next();
        await socket.Send("not json"u8.ToArray());
        await socket.Send(Encoding.UTF8.GetBytes($"{{\"envelope_id\":\"e-0\",\"type\":\"events_api\",\"payload\":{new string('[', 10_000)}{new string(']', 10_000)}}}"));
        await socket.Send(Encoding.UTF8.GetBytes($"{{\"envelope_id\":\"e-0\",\"type\":\"events_api\",\"payload\":{{\"text\":\"{new string('x', 5 * 1024 * 1024)}\"}}}}"));
        await socket.Send(Envelope("e-1", "Ev1"));

        Assert.Equal("e-1", (await socket.Receive()).GetProperty("envelope_id").GetString());
        Assert.Equal("Ev1", (await _host.HandedIn()).ExternalId);
    }

    [Fact]
    public async Task Of_two_publishers_one_connects_and_the_other_when_that_one_is_gone()
    {
        await _slack.Next();
        await using var other = await SocketHost.Start(_slack, _database);
        Assert.False(_slack.HasAnother);
        Assert.Equal(1, _slack.Asked);

        await _host.DisposeAsync();
        var socket = await _slack.Next();
        await socket.Send(Envelope("e-1", "Ev1"));

        Assert.Equal("Ev1", (await other.HandedIn()).ExternalId);
        _host = await SocketHost.Start(_slack, await TestServers.Database());
    }

    private static object Envelope(string id, string eventId) => new
    {
        envelope_id = id,
        type = "events_api",
        accepts_response_payload = false,
        payload = new { type = "event_callback", event_id = eventId, team_id = "T0", @event = new { type = "app_mention", text = "<@U0BOT> fix it", ts = "1.1", channel = "C1", user = "U1" } },
        retry_attempt = 0,
        retry_reason = "",
    };

    private static async Task Until(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
    }
}
