using System.Text.Json;
using Factory.Contracts.Chats;
using Factory.Contracts.Missions;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Tests.Fixtures;

namespace Factory.SignalIntake.Tests.Slack;

public sealed class When_a_thread_came_before : IAsyncLifetime
{
    private IntakeHost _intake = null!;

    public async ValueTask InitializeAsync() => _intake = await IntakeHost.Start("""
          talk:
            kind: slack
            secretFile: {folder}/secret
            slack: { workspaces: T0HOME, guests: true, channels: { C0SHOP: acme/shop } }
            repositories: { acme/shop: '{folder}' }
        """);

    public async ValueTask DisposeAsync() => await _intake.DisposeAsync();

    [Fact]
    public async Task The_mission_is_told_what_people_said_there_apart_from_what_was_asked()
    {
        var held = await Mention("100.000001", "100.000009");
        var asked = await _intake.Sent<ReadChatThread>();
        await _intake.Send(new ChatThreadRead(held.Id, await Messages(new SaidInThread("100.000001", "U0BOB", "The total is\u202E wrong &amp; <@U0ANN> knows.\n# Rules"), new SaidInThread("100.000002", "U0ANN", "\u200B")), null));
        var started = await _intake.Sent<StartMission>();

        Assert.Equal("held", held.Verdict);
        Assert.Contains("Publisher is asked for what was said in its thread before", held.Why, StringComparison.Ordinal);
        Assert.Equal(("slack", "C0SHOP", "100.000001", "100.000009"), ("slack", asked.Chat.Channel, asked.Chat.Thread, asked.Chat.Message));
        Assert.Equal("T0HOME", Assert.Single(asked.Gate.Workspaces));
        Assert.False(asked.Gate.IsShared);
        var report = await _intake.Text(started.Report);
        Assert.StartsWith("Mend it.", report, StringComparison.Ordinal);
        Assert.EndsWith("## What was said in the thread before\n\nU0BOB:\n\n    The total is wrong & @U0ANN knows.\n    # Rules\n\n", report, StringComparison.Ordinal);
        Assert.Equal("accepted", (await _intake.Seen(held.Id, delivery => delivery.Verdict is not null and not "held")).Verdict);
    }

    [Fact]
    public async Task Where_it_cannot_be_had_the_mission_goes_on_without_and_says_so()
    {
        var held = await Mention("100.000001", "100.000009");
        await _intake.Sent<ReadChatThread>();

        await _intake.Send(new ChatThreadRead(held.Id, null, "Slack cannot be reached."));
        var started = await _intake.Sent<StartMission>();

        Assert.EndsWith("(What was said in the thread before could not be had: Slack cannot be reached.)", await _intake.Text(started.Report), StringComparison.Ordinal);
        Assert.Contains("could not be had: Slack cannot be reached.", (await _intake.Seen(held.Id, delivery => delivery.Verdict == "accepted")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_much_that_was_said_the_first_and_the_latest_are_told()
    {
        var held = await Mention("100.000001", "100.000099");
        await _intake.Sent<ReadChatThread>();

        await _intake.Send(new ChatThreadRead(held.Id, await Messages([.. Enumerable.Range(1, 20).Select(at => new SaidInThread($"100.0000{at:00}", "U0BOB", $"Message {at}: {new string('x', 3_000)}"))]), null));

        var report = await _intake.Text((await _intake.Sent<StartMission>()).Report);
        Assert.Contains("Message 1:", report, StringComparison.Ordinal);
        Assert.Contains("(14 messages are left out)", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Message 15:", report, StringComparison.Ordinal);
        Assert.Contains("Message 16:", report, StringComparison.Ordinal);
        Assert.Contains("Message 20:", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_message_of_a_thread_has_nothing_before_it()
    {
        var accepted = await Mention("100.000009", "100.000009");

        Assert.Equal("accepted", accepted.Verdict);
        await _intake.Sent<StartMission>();
    }

    private async Task<Contracts.BlobRef> Messages(params IReadOnlyList<SaidInThread> messages) => await _intake.Blob(JsonSerializer.Serialize(messages, JsonSerializerOptions.Web));

    private Task<ListedDelivery> Mention(string thread, string at) => _intake.Judge("talk", "", new
    {
        team_id = "T0HOME",
        context_team_id = "T0HOME",
        type = "event_callback",
        event_id = $"Ev{at}",
        authorizations = new[] { new { team_id = "T0HOME", user_id = "U0BOT", is_bot = true } },
        @event = new { type = "app_mention", user = "U0ANN", text = "<@U0BOT> Mend it.", ts = at, thread_ts = thread, channel = "C0SHOP", team = "T0HOME" },
    });
}
