using Factory.Contracts.Chats;
using Factory.Contracts.Origins;
using Factory.Publisher.Tests.Fixtures;
using Factory.Servers;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.Slack;

public sealed class When_Slack_is_asked_who_somebody_is
{
    private static readonly ChatPersonRules NoGuests = new([], Guests: false);
    private static readonly string[] Members = ["U0ANN", "U0GUEST"];
    private static readonly ChatPersonRules OfGroups = new(["S0OTHER", "S0TEAM"], Guests: false);

    /// <summary>In the shapes of <c>users.info</c>.</summary>
    [Theory]
    [InlineData("""{"ok":true,"user":{"id":"U0ANN","team_id":"T0HOME","deleted":false,"is_bot":false,"is_restricted":false,"is_ultra_restricted":false,"is_app_user":false}}""", null)]
    [InlineData("""{"ok":true,"user":{"id":"U0ANN","team_id":"T0HOME","deleted":false,"is_restricted":true,"is_ultra_restricted":false}}""", "is a guest")]
    [InlineData("""{"ok":true,"user":{"id":"U0ANN","team_id":"T0HOME","deleted":false,"is_restricted":true,"is_ultra_restricted":true}}""", "is a guest")]
    [InlineData("""{"ok":true,"user":{"id":"U0ANN","team_id":"T0EVIL","is_stranger":true}}""", "another workspace")]
    [InlineData("""{"ok":true,"user":{"id":"U0ANN","team_id":"T0HOME","deleted":true}}""", "is closed")]
    [InlineData("""{"ok":true,"user":{"id":"U0ANN","team_id":"T0HOME","is_bot":true}}""", "is a bot")]
    [InlineData("""{"ok":false,"error":"user_not_found"}""", "does not say who U0ANN is")]
    [InlineData("""{"ok":false,"error":"missing_scope","needed":"users:read","provided":"chat:write"}""", "lacks the scope users:read")]
    [InlineData("""{"ok":true}""", "could not be told")]
    [InlineData("""{"ok":true,"user":{"id":"U0EVE"}}""", "could not be told")]
    [InlineData("no json", "could not be told")]
    public async Task Who_is_a_guest_or_cannot_be_told_may_not_ask(string answer, string? problem)
    {
        await using var slack = await ScriptedServer.Start(context => context.Response.WriteAsync(answer, Json(context)));
        await using var publisher = await Start(slack);

        var told = await publisher.LookUp("U0ANN", NoGuests);

        Assert.Equal(problem is null ? Trust.Member : Trust.Stranger, told.Trust);
        Assert.Contains(problem ?? "", told.Problem ?? "", StringComparison.Ordinal);
        Assert.Equal(problem is null, told.Problem is null);
    }

    [Fact]
    public async Task A_member_of_one_of_the_groups_may_and_Slack_is_asked_once_in_a_while()
    {
        var asked = new List<string>();
        await using var slack = await Groups(asked);
        await using var publisher = await Start(slack);

        var told = (await publisher.LookUp("U0ANN", OfGroups), await publisher.LookUp("U0ANN", OfGroups), await publisher.LookUp("U0EVE", OfGroups));

        Assert.Equal((Trust.Member, Trust.Member, Trust.Stranger), (told.Item1.Trust, told.Item2.Trust, told.Item3.Trust));
        Assert.Contains("neither among the people that factory.signals.yaml names nor in one of its user groups", told.Item3.Problem, StringComparison.Ordinal);
        Assert.Equal(["usergroups.users.list S0OTHER T0HOME", "usergroups.users.list S0TEAM T0HOME", "users.info U0ANN"], asked);
    }

    [Fact]
    public async Task A_guest_is_refused_in_a_group_too_unless_guests_may_ask()
    {
        await using var slack = await Groups([]);
        await using var publisher = await Start(slack);

        Assert.Equal(Trust.Stranger, (await publisher.LookUp("U0GUEST", OfGroups)).Trust);
        Assert.Equal(Trust.Member, (await publisher.LookUp("U0GUEST", OfGroups with { Guests = true })).Trust);
    }

    [Fact]
    public async Task A_group_that_is_not_there_lets_nobody_through()
    {
        await using var slack = await Groups([]);
        await using var publisher = await Start(slack);

        var told = await publisher.LookUp("U0ANN", new(["S0GONE"], Guests: true));

        Assert.Equal(Trust.Stranger, told.Trust);
        Assert.Contains("no_such_subteam", told.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_the_settings_do_not_name_is_not_asked()
    {
        await using var slack = await Groups([]);
        await using var publisher = await Start(slack);

        Assert.Equal(Trust.Stranger, (await publisher.LookUp("U0ANN", NoGuests, chat: "other")).Trust);
        Assert.Empty(slack.Asked);
    }

    /// <summary>In the shapes of <c>usergroups.users.list</c>.</summary>
    private static Task<ScriptedServer> Groups(List<string> asked) => ScriptedServer.Start(async context =>
    {
        var form = await context.Request.ReadFormAsync();
        var method = context.Request.Path.Value!.Split('/')[^1];
        asked.Add($"{method} {form["usergroup"]}{form["user"]} {form["team_id"]}".Trim());
        await context.Response.WriteAsJsonAsync<object>((method, form["usergroup"].ToString()) switch
        {
            ("users.info", _) => new { ok = true, user = new { id = form["user"].ToString(), is_restricted = form["user"] == "U0GUEST" } },
            (_, "S0TEAM") => new { ok = true, users = Members },
            (_, "S0OTHER") => new { ok = true, users = Array.Empty<string>() },
            _ => new { ok = false, error = "no_such_subteam" },
        });
    });

    private static CancellationToken Json(HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.RequestAborted;
    }

    private static async Task<PublisherHost> Start(ScriptedServer slack)
    {
        var folder = TestServers.NewFolder();
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "token"), "xoxb-for-tests-only");
        var file = Path.Combine(folder, "factory.publisher.yaml");
        await File.WriteAllTextAsync(file, $"chats:\n  slack: {{ kind: slack, api: {slack.Address.AbsoluteUri}api, tokenFile: {folder}/token }}\n");
        return await PublisherHost.Start(("Factory:PublisherFile", file));
    }
}
