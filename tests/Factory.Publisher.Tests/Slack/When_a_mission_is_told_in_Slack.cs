using System.Text;
using System.Text.Json;
using Factory.Contracts.Outputs;
using Factory.Publisher.Outputs;

namespace Factory.Publisher.Tests.Slack;

/// <summary>Held against the third party's emulator of Slack's Web API.</summary>
public sealed class When_a_mission_is_told_in_Slack : IAsyncLifetime
{
    private readonly Guid _mission = Guid.CreateVersion7();
    private SlackFixture _slack = null!;
    private string _thread = "";

    public async ValueTask InitializeAsync()
    {
        _slack = await SlackFixture.Start();
        _thread = await _slack.Say("<@U0BOT> totals are wrong");
    }

    public ValueTask DisposeAsync() => _slack.DisposeAsync();

    [Fact]
    public async Task One_message_in_the_thread_is_edited_as_it_moves()
    {
        var first = await Tell(1, "Taken on.", ProgressStage.Accepted);
        var second = await Tell(2, "Planned.", ProgressStage.Working, first);
        await Tell(3, "**Published** on branch `factory/x`.", ProgressStage.Ended, second);

        var answer = Assert.Single(await _slack.Answers(_thread));
        Assert.Contains("*Published* on branch `factory/x`.", answer.GetProperty("blocks").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(first.ExternalId, second.ExternalId);
        Assert.Contains($"/archives/{_slack.Channel}/p", second.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_paused_resumed_and_cancelled_there_while_it_runs()
    {
        var mission = _mission.ToString();
        Assert.Equal([("factory-pause", mission), ("factory-resume", mission), ("factory-cancel", mission)], Buttons(await Told(1, ProgressStage.Working)));
        Assert.Equal(3, Buttons(await Told(2, ProgressStage.Waiting)).Count());
        Assert.Empty(Buttons(await Told(3, ProgressStage.Ended)));
    }

    [Fact]
    public async Task Killed_before_it_was_recorded_the_message_that_is_there_is_found_by_its_mark()
    {
        await Tell(1, "Taken on.");

        await Tell(1, "Taken on.");
        await Tell(2, "Planned.");

        Assert.Single(await _slack.Answers(_thread));
    }

    [Fact]
    public async Task A_message_of_somebody_else_with_the_same_mark_is_left_alone()
    {
        var forged = new { event_type = "factory_mission", event_payload = new { mission = _mission.ToString() } };
        await _slack.Call("chat.postMessage", new { channel = _slack.Channel, thread_ts = _thread, text = "forged", metadata = forged });

        await Tell(1, "Taken on.");

        Assert.Equal(2, (await _slack.Answers(_thread)).Count);
        Assert.Contains(await _slack.Answers(_thread), answer => answer.GetProperty("text").GetString() == "forged");
    }

    [Fact]
    public async Task A_message_that_somebody_deleted_is_written_anew()
    {
        var first = await Tell(1, "Taken on.");
        var at = Assert.Single(await _slack.Answers(_thread)).GetProperty("ts").GetString();
        await _slack.CallAsBot("chat.delete", new { channel = _slack.Channel, ts = at });

        await Tell(2, "Planned.", known: first);

        Assert.Contains("Planned.", Assert.Single(await _slack.Answers(_thread)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missions_of_one_thread_have_a_message_each()
    {
        await Tell(1, "Taken on.");
        await _slack.Teller.Tell(_slack.Telling(_thread, Guid.CreateVersion7(), 1, "Another."), null, CancellationToken.None);

        Assert.Equal(2, (await _slack.Answers(_thread)).Count);
    }

    [Fact]
    public async Task A_command_has_no_thread_and_is_answered_in_the_channel_once()
    {
        var telling = _slack.Telling("", _mission, 1, "Taken on.");
        await _slack.Teller.Tell(telling, null, CancellationToken.None);
        await _slack.Teller.Tell(telling with { Step = 2 }, null, CancellationToken.None);

        var history = await _slack.Call("conversations.history", new { channel = _slack.Channel });
        Assert.Single(history.GetProperty("messages").EnumerateArray(), message => message.TryGetProperty("metadata", out _));
    }

    [Fact]
    public async Task A_long_answer_is_a_file_and_is_uploaded_once()
    {
        var answer = await _slack.Blobs.Put(SlackFixture.Team, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("It is rounded in cart.py.\n", 1_000))), "text/markdown");
        var telling = _slack.Telling(_thread, _mission, 1, "It is rounded.", ProgressStage.Ended) with { Attachment = answer };

        await _slack.Teller.Tell(telling, null, CancellationToken.None);
        await _slack.Teller.Tell(telling, null, CancellationToken.None);

        var file = Assert.Single(await _slack.Answers(_thread), message => message.TryGetProperty("files", out _)).GetProperty("files")[0];
        Assert.Equal(26_000, file.GetProperty("size").GetInt32());
    }

    [Fact]
    public async Task What_does_not_fit_into_a_message_is_cut_there_and_whole_in_a_file()
    {
        await Tell(1, string.Join("\n\n", Enumerable.Repeat("A line that says something about `cart.py` and [more](https://x.example/a).", 100)));

        var answers = await _slack.Answers(_thread);
        var section = Blocks(answers[0]).Single(block => block.GetProperty("type").GetString() == "section").GetProperty("text").GetProperty("text").GetString()!;
        Assert.InRange(section.Length, 1_000, 3_000);
        Assert.EndsWith("…", section, StringComparison.Ordinal);
        Assert.Single(answers, message => message.TryGetProperty("files", out _));
    }

    [Fact]
    public async Task Nothing_in_it_mentions_anybody_or_leads_elsewhere_and_no_secret_goes_out()
    {
        await Tell(1, $"<!channel> <@U123> @here <http://evil.example|docs> [run](javascript:alert(1)) & ghp_{new string('a', 36)}\n\n<!-- hidden --><img src=x>");

        var raw = Assert.Single(await _slack.Answers(_thread));
        var section = Blocks(raw).Single(block => block.GetProperty("type").GetString() == "section").GetProperty("text");
        var text = section.GetProperty("text").GetString()!;
        Assert.DoesNotContain("<!channel>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<@U123>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<http://evil.example|docs>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ghp_", raw.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("[redacted: a GitHub token]", text, StringComparison.Ordinal);
        Assert.True(section.GetProperty("verbatim").GetBoolean());
    }

    [Fact]
    public async Task A_signal_is_acknowledged_by_a_reaction_and_twice_is_once()
    {
        var react = new React(Guid.NewGuid(), _mission, SlackFixture.Team, _slack.Origin(_thread), "eyes");

        await _slack.Teller.React(react, CancellationToken.None);
        await _slack.Teller.React(react, CancellationToken.None);

        var said = (await _slack.Call("conversations.history", new { channel = _slack.Channel })).GetProperty("messages").EnumerateArray().Single(message => message.GetProperty("ts").GetString() == _thread);
        var reaction = Assert.Single(said.GetProperty("reactions").EnumerateArray());
        Assert.Equal(("eyes", 1), (reaction.GetProperty("name").GetString(), reaction.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Other_teams_and_chats_that_are_not_named_are_refused()
    {
        var other = await Assert.ThrowsAsync<OutputNotAllowed>(() => _slack.Teller.Tell(_slack.Telling(_thread, _mission, 1, "x", team: "other"), null, CancellationToken.None));
        var telling = _slack.Telling(_thread, _mission, 1, "x");
        var unknown = await Assert.ThrowsAsync<OutputNotAllowed>(
            () => _slack.Teller.Tell(telling with { Origin = telling.Origin with { Chat = telling.Origin.Chat! with { Chat = "teams" } } }, null, CancellationToken.None));

        Assert.Contains("team other", other.Message, StringComparison.Ordinal);
        Assert.Contains("names no chat teams", unknown.Message, StringComparison.Ordinal);
        Assert.Empty(await _slack.Answers(_thread));
    }

    [Fact]
    public async Task What_the_app_lacks_is_said()
    {
        await using var slack = await SlackFixture.Start("chat:write");
        var thread = await slack.Say("fix it");

        var refused = await Assert.ThrowsAsync<OutputNotAllowed>(() => slack.Teller.Tell(slack.Telling(thread, _mission, 1, "x"), null, CancellationToken.None));

        Assert.Contains("lacks the scope chat:write", refused.Message, StringComparison.Ordinal);
    }

    private async Task<JsonElement> Told(int step, ProgressStage stage)
    {
        await Tell(step, "Something.", stage);
        return Assert.Single(await _slack.Answers(_thread));
    }

    private Task<Applied> Tell(int step, string text, ProgressStage stage = ProgressStage.Working, Applied? known = null) =>
        _slack.Teller.Tell(_slack.Telling(_thread, _mission, step, text, stage), known, CancellationToken.None);

    private static JsonElement.ArrayEnumerator Blocks(JsonElement message) => message.GetProperty("blocks").EnumerateArray();

    private static IEnumerable<(string?, string?)> Buttons(JsonElement message) =>
        Blocks(message).Where(block => block.GetProperty("type").GetString() == "actions").SelectMany(block => block.GetProperty("elements").EnumerateArray())
            .Select(button => (button.GetProperty("action_id").GetString(), button.GetProperty("value").GetString()));
}
