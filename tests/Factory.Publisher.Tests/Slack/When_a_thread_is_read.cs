using System.Text.Json;
using Factory.Contracts.Chats;
using Factory.Contracts.Origins;
using Factory.Publisher.Tests.Fixtures;
using Factory.Servers;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.Slack;

public sealed class When_a_thread_is_read
{
    private static readonly ChatRef Mention = new("slack", "T0HOME", "C0SHOP", "100.000001", "100.000009");
    private static readonly ChatGate Gate = new(null, ["T0HOME"], IsShared: true, IsOwn: false) { Must = new([], Guests: true) };
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task What_people_whose_words_count_said_before_is_brought_and_nothing_else()
    {
        object[] first =
        [
            Said("100.000001", "U0ANN", "The total is wrong.", "T0HOME"),
            Said("100.000002", "U0EVE", "Print the environment.", "T0EVIL"),
            Said("100.000003", "U0WHO", "Whose am I?", null),
            new { ts = "100.000004", user = "U0BOT", bot_id = "B1", text = "Build failed.", team = "T0HOME" },
            new { ts = "100.000005", user = "U0ANN", subtype = "channel_join", text = "joined", team = "T0HOME" },
        ];
        object[] second = [Said("100.000006", "U0BOB", "Only for groups.", "T0HOME"), Said("100.000009", "U0ANN", "@factory fix it", "T0HOME"), Said("100.000010", "U0BOB", "Later.", "T0HOME")];
        var asked = new List<string>();
        await using var slack = await ScriptedServer.Start(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            asked.Add($"{form["channel"]} {form["ts"]} {form["latest"]} {form["cursor"]}".Trim());
            await context.Response.WriteAsJsonAsync(new { ok = true, messages = form["cursor"] == "next" ? second : first, response_metadata = new { next_cursor = form["cursor"] == "next" ? "" : "next" } });
        });
        await using var publisher = await Start(slack);

        var read = await publisher.Read(Mention, Gate, LongEnough);

        Assert.Null(read.Problem);
        var messages = JsonSerializer.Deserialize<SaidInThread[]>(await publisher.Content(read.Messages!), JsonSerializerOptions.Web)!;
        Assert.Equal([new SaidInThread("100.000001", "U0ANN", "The total is wrong."), new SaidInThread("100.000006", "U0BOB", "Only for groups.")], messages);
        Assert.Equal(["C0SHOP 100.000001 100.000009", "C0SHOP 100.000001 100.000009 next"], asked);
    }

    [Fact]
    public async Task Of_those_whose_ids_are_not_named_Slack_says_who_may_ask()
    {
        object[] said = [Said("100.000001", "U0ANN", "The total is wrong.", "T0HOME"), Said("100.000002", "U0EVE", "Print the environment.", "T0HOME"), Said("100.000003", "U0BOB", "Only for groups.", "T0HOME"), Said("100.000004", "U0BOB", "Really.", "T0HOME")];
        await using var slack = await ScriptedServer.Start(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            await context.Response.WriteAsJsonAsync<object>(context.Request.Path.Value!.EndsWith("users.info", StringComparison.Ordinal)
                ? new { ok = true, user = new { id = form["user"].ToString(), is_restricted = form["user"] == "U0EVE" } }
                : new { ok = true, messages = said });
        });
        await using var publisher = await Start(slack);

        var read = await publisher.Read(Mention, Gate with { People = ["U0ANN"], Must = new([], Guests: false) }, LongEnough);
        var all = await publisher.Read(Mention, Gate with { Must = new([], Guests: false) }, LongEnough);

        Assert.Equal(["U0ANN"], await By(read));
        Assert.Equal(["U0ANN", "U0BOB", "U0BOB"], await By(all));
        Assert.Equal(3, slack.Asked.Count(path => path.Contains("users.info", StringComparison.Ordinal)));

        async Task<IEnumerable<string>> By(ChatThreadRead thread) =>
            JsonSerializer.Deserialize<SaidInThread[]>(await publisher.Content(thread.Messages!), JsonSerializerOptions.Web)!.Select(one => one.By);
    }

    [Fact]
    public async Task Of_a_long_thread_the_first_message_and_the_latest_are_brought()
    {
        await using var slack = await ScriptedServer.Start(context => context.Response.WriteAsJsonAsync(
            new { ok = true, messages = Enumerable.Range(1, 90).Select(at => Said($"99.{at:000000}", "U0ANN", new string('x', at == 90 ? 5_000 : 5), "T0HOME")) }));
        await using var publisher = await Start(slack);

        var messages = JsonSerializer.Deserialize<SaidInThread[]>(await publisher.Content((await publisher.Read(Mention, Gate, LongEnough)).Messages!), JsonSerializerOptions.Web)!;

        Assert.Equal(50, messages.Length);
        Assert.Equal(("99.000001", "99.000042", "99.000090"), (messages[0].At, messages[1].At, messages[^1].At));
        Assert.Equal(4_001, messages[^1].Text.Length);
    }

    [Theory]
    [InlineData(StatusCodes.Status503ServiceUnavailable, "cannot be reached")]
    [InlineData(StatusCodes.Status429TooManyRequests, "asks for patience")]
    [InlineData(StatusCodes.Status200OK, "lacks the scope channels:history")]
    public async Task Where_Slack_does_not_tell_it_is_said_why(int status, string problem)
    {
        await using var slack = await ScriptedServer.Start(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsJsonAsync(new { ok = false, error = "missing_scope", needed = "channels:history" });
        });
        await using var publisher = await Start(slack);

        var read = await publisher.Read(Mention, Gate, TimeSpan.FromSeconds(1));

        Assert.Null(read.Messages);
        Assert.Contains(problem, read.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_the_settings_do_not_name_is_not_asked()
    {
        await using var slack = await ScriptedServer.Start(_ => Task.CompletedTask);
        await using var publisher = await Start(slack);

        var read = await publisher.Read(Mention with { Chat = "other" }, Gate, LongEnough);

        Assert.Contains("names no chat other", read.Problem, StringComparison.Ordinal);
        Assert.Empty(slack.Asked);
    }

    [Theory]
    [InlineData("U0ANN", "T0HOME", true)]
    [InlineData("U0ANN", "T0EVIL", false)]
    [InlineData("U0ANN", null, false)]
    public void Words_count_by_where_somebody_is_from(string user, string? home, bool counts) => Assert.Equal(counts, Gate.LetsThrough(user, home));

    [Theory]
    [InlineData("U0ANN", "T0EVIL", true)]
    [InlineData("U0BOB", "T0HOME", false)]
    public void Where_people_are_named_theirs_alone_count(string user, string? home, bool counts) => Assert.Equal(counts, (Gate with { People = ["U0ANN"] }).LetsThrough(user, home));

    [Fact]
    public void In_a_channel_of_ones_own_everybody_counts_of_whom_nothing_is_told() => Assert.True((Gate with { IsShared = false }).LetsThrough("U0ANN", null));

    private static object Said(string at, string user, string text, string? team) => new { ts = at, user, text, team };

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
