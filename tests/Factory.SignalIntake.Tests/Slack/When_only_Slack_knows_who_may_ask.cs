using System.Text.Json;
using Factory.Contracts.Chats;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Tests.Fixtures;
using static Factory.SignalIntake.Tests.Slack.SlackSays;

namespace Factory.SignalIntake.Tests.Slack;

public sealed class When_only_Slack_knows_who_may_ask : IAsyncLifetime
{
    private static readonly SlackRules Grouped = Rules with { People = new HashSet<string>(["U0BOB"], StringComparer.Ordinal), Groups = ["S0TEAM"], Guests = false };

    private IntakeHost _intake = null!;

    public async ValueTask InitializeAsync() => _intake = await IntakeHost.Start("""
          talk:
            kind: slack
            secretFile: {folder}/secret
            slack: { workspaces: T0HOME, channels: { C0SHOP: acme/shop }, people: [U0BOB, S0TEAM] }
            repositories: { acme/shop: '{folder}' }
        """);

    public async ValueTask DisposeAsync() => await _intake.DisposeAsync();

    [Fact]
    public async Task Somebody_of_a_group_is_held_until_Slack_says_so_and_then_has_a_mission()
    {
        var held = await Asks("U0ANN");
        var asked = await _intake.Sent<LookUpChatPerson>();
        await _intake.Send(new AuthorLookedUp(held.Id, Trust.Member, null));
        var mission = await _intake.Sent<StartMission>();

        Assert.Equal(("held", "Publisher asks Slack whether U0ANN may ask for work."), (held.Verdict, held.Why));
        Assert.Equal((held.Id, "talk", "T0HOME", "U0ANN", false), (asked.SignalId, asked.Chat, asked.Workspace, asked.User, asked.Must.Guests));
        Assert.Equal(["S0TEAM"], asked.Must.Groups);
        Assert.Equal("U0ANN", mission.Origin!.Author);
    }

    [Fact]
    public async Task Somebody_who_may_not_stays_held_with_the_reason()
    {
        var held = await Asks("U0EVE");
        await _intake.Sent<LookUpChatPerson>();
        await _intake.Send(new AuthorLookedUp(held.Id, Trust.Stranger, "U0EVE is a guest of the workspace."));

        var refused = await _intake.Seen(held.Id, delivery => delivery is { Verdict: DeliveryVerdict.Held, Why: not null } && delivery.Why.Contains("guest", StringComparison.Ordinal));

        Assert.Equal("U0EVE is a guest of the workspace.", refused.Why);
        Assert.Equal(0L, await _intake.Value<long>("SELECT count(*) FROM factory.delivery_accepted"));
    }

    [Fact]
    public async Task Nobody_is_asked_about_whom_the_rules_name()
    {
        var accepted = await Asks("U0BOB");

        Assert.Equal("accepted", accepted.Verdict);
        await _intake.Sent<StartMission>();
    }

    [Fact]
    public void Without_people_all_of_the_workspace_are_asked_about_unless_guests_may_ask()
    {
        var asked = Read(Event(Mention("<@U0BOT> fix it")), Rules with { Guests = false });

        Assert.Equal(("held", "U0ANN"), (asked.Verdict, asked.Person!.User));
        Assert.Empty(asked.Person.Must.Groups);
        Assert.Null(Read(Event(Mention("<@U0BOT> fix it"))).Person);
    }

    [Fact]
    public void A_button_is_pressed_by_who_may_ask_alone()
    {
        var pressed = ReadForm(Button("factory-cancel", $"{Guid.NewGuid()}"), Grouped);

        Assert.Equal(("held", "U0ANN", (SlackOrder?)null), (pressed.Verdict, pressed.Person!.User, pressed.SlackOrder));
    }

    [Fact]
    public void An_answer_about_somebody_else_is_none()
    {
        var asked = new SlackReading("chat", Grouped, ["acme/shop"], new(new("U0EVE", Trust.Member, null), null)).Read(SlackPayload.Of("application/json", Event(Mention("<@U0BOT> fix it"))));

        Assert.Equal(("held", "U0ANN"), (asked.Verdict, asked.Person!.User));
    }

    [Fact]
    public void Somebody_of_another_workspace_is_not_asked_about()
    {
        var said = JsonSerializer.SerializeToElement(Mention("<@U0BOT> fix it")).EnumerateObject().ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
        said["team"] = JsonSerializer.SerializeToElement("T0EVIL");

        var held = Read(Event(said), Rules with { Guests = false });

        Assert.Equal(("held", (object?)null), (held.Verdict, held.Person));
        Assert.Contains("T0EVIL", held.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gate_of_a_thread_asks_the_same()
    {
        var gate = Read(Event(Mention("<@U0BOT> fix it", user: "U0BOB", ts: "1700000009.000900", thread: "1700000000.000100")), Grouped).Wish!.ThreadGate!;

        Assert.True(gate.Names("U0BOB"));
        Assert.False(gate.Names("U0ANN"));
        Assert.True(gate.LetsThrough("U0ANN", "T0HOME"));
        Assert.Equal((true, "S0TEAM"), (gate.Must.Ask, Assert.Single(gate.Must.Groups)));
    }

    private Task<ListedDelivery> Asks(string user) => _intake.Judge("talk", "", System.Text.Encoding.UTF8.GetString(Event(Mention("<@U0BOT> Mend it.", user: user))));
}
