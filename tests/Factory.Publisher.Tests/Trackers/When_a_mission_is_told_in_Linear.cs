using System.Net.Http.Json;
using System.Text.Json;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Emulators;
using Factory.Publisher.Outputs;
using Factory.Publisher.Tests.Fixtures;
using Factory.Publisher.Trackers;
using Microsoft.AspNetCore.Http;

namespace Factory.Publisher.Tests.Trackers;

/// <summary>Held against the third party's emulator of Linear.</summary>
public sealed class When_a_mission_is_told_in_Linear : IAsyncLifetime
{
    private static readonly string[] Scopes = ["read", "write", "comments:create"];

    private const string FactoryToken = "lin_api_factory";
    private const string AnnToken = "lin_api_ann";

    private readonly Guid _mission = Guid.CreateVersion7();
    private readonly HttpClient _http = new();
    private Emulator _linear = null!;
    private TicketTeller _teller = null!;
    private TrackerHttp _tracker = null!;
    private string _issue = "";

    public async ValueTask InitializeAsync()
    {
        _linear = await Emulator.Start("linear", new
        {
            linear = new
            {
                organization = new { name = "Acme", url_key = "acme" },
                users = new object[] { new { email = "ann@acme.example", name = "Ann", admin = true }, new { email = "factory@acme.example", name = "Factory" } },
                teams = new[]
                {
                    new
                    {
                        key = "ENG",
                        name = "Engineering",
                        states = new object[] { new { name = "Todo", type = "unstarted" }, new { name = "In Progress", type = "started" }, new { name = "In Review", type = "started" }, new { name = "Done", type = "completed" } },
                    },
                },
                issues = new[] { new { team = "ENG", title = "Totals are wrong", state = "Todo" } },
                tokens = new object[]
                {
                    new { token = AnnToken, user = "ann@acme.example", scopes = Scopes },
                    new { token = FactoryToken, user = "factory@acme.example", scopes = Scopes },
                },
            },
        });
        (_teller, _tracker) = await TrackerFiles.Teller("linear", "linear", FactoryToken, new Uri(_linear.Address, "graphql"));
        _issue = (await Ask("{ issues { nodes { id } } }")).GetProperty("issues").GetProperty("nodes")[0].GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _tracker.Dispose();
        _http.Dispose();
        await _linear.DisposeAsync();
    }

    [Fact]
    public async Task One_comment_is_edited_and_the_issue_follows_the_mission()
    {
        var first = await Tell(1, ProgressStage.Working, "Planned.");
        Assert.Equal("In Progress", await State());
        var second = await Tell(2, ProgressStage.Published, "Published.", known: first);
        Assert.Equal("In Review", await State());
        var third = await Tell(3, ProgressStage.Ended, "Merged.", MissionOutcome.Published, second);

        Assert.Equal("Done", await State());
        Assert.Contains("Merged.", Assert.Single(await Comments()), StringComparison.Ordinal);
        Assert.Contains("#comment-", third.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_before_it_was_recorded_its_comment_is_found()
    {
        await Tell(1, ProgressStage.Working, "Planned.");
        await Tell(2, ProgressStage.Waiting, "A question.");

        Assert.Contains("A question.", Assert.Single(await Comments()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_of_somebody_else_with_its_mark_is_left_alone()
    {
        await Ask($"mutation {{ commentCreate(input: {{ issueId: \"{_issue}\", body: \"forged factory-mission-{_mission:n}\" }}) {{ success }} }}");

        await Tell(1, ProgressStage.Working, "Planned.");

        Assert.Equal(2, (await Comments()).Count);
    }

    [Fact]
    public async Task People_who_move_the_issue_are_not_overruled()
    {
        var first = await Tell(1, ProgressStage.Working, "Planned.");
        await Move("Todo");
        var second = await Tell(2, ProgressStage.Working, "One feature is in.", known: first);
        Assert.Equal("Todo", await State());

        await Move("Done");
        await Tell(3, ProgressStage.Published, "Published.", known: second);

        Assert.Equal("Done", await State());
    }

    [Fact]
    public async Task A_mission_that_failed_leaves_the_issue_where_it_is()
    {
        await Tell(1, ProgressStage.Ended, "Not fixed.", MissionOutcome.NotFixed);

        Assert.Equal("Todo", await State());
    }

    [Fact]
    public async Task No_secret_goes_out()
    {
        await Tell(1, ProgressStage.Working, $"It holds ghp_{new string('a', 36)}.");

        Assert.Contains("[redacted: a GitHub token]", Assert.Single(await Comments()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issue_that_is_not_there_is_said()
    {
        var missing = await Assert.ThrowsAsync<OutputNotAllowed>(() => _teller.Tell(TrackerFiles.Telling("linear", "ENG-999", _mission, 1, ProgressStage.Working, "x"), null, CancellationToken.None));

        Assert.Contains("ENG-999", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "{}", "does not accept the token")]
    [InlineData(400, "{\"errors\":[{\"message\":\"Argument Validation Error\"}]}", "Argument Validation Error")]
    [InlineData(400, "{}", "status 400")]
    public async Task What_Linear_refuses_is_said(int status, string answer, string said)
    {
        var refused = await Assert.ThrowsAsync<OutputNotAllowed>(() => TellScripted(status, answer));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(FactoryToken, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_asks_for_patience_it_is_given() =>
        await Assert.ThrowsAsync<AskLater>(() => TellScripted(400, "{\"errors\":[{\"message\":\"Rate limit exceeded\",\"extensions\":{\"code\":\"RATELIMITED\"}}]}"));

    private async Task TellScripted(int status, string answer)
    {
        await using var server = await ScriptedServer.Start(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(answer);
        });
        var (teller, http) = await TrackerFiles.Teller("linear", "linear", FactoryToken, server.Address);
        using var _ = http;
        await teller.Tell(TrackerFiles.Telling("linear", _issue, _mission, 1, ProgressStage.Working, "x"), null, CancellationToken.None);
    }

    private Task<Applied> Tell(int step, ProgressStage stage, string text, MissionOutcome? outcome = null, Applied? known = null) =>
        _teller.Tell(TrackerFiles.Telling("linear", _issue, _mission, step, stage, text, outcome), known, CancellationToken.None);

    private async Task<string> State() => (await Ask($"{{ issue(id: \"{_issue}\") {{ state {{ name }} }} }}")).GetProperty("issue").GetProperty("state").GetProperty("name").GetString()!;

    private async Task<IReadOnlyList<string>> Comments() =>
        [.. (await Ask($"{{ issue(id: \"{_issue}\") {{ comments {{ nodes {{ body }} }} }} }}")).GetProperty("issue").GetProperty("comments").GetProperty("nodes").EnumerateArray().Select(comment => comment.GetProperty("body").GetString()!).Where(body => !body.Contains("seeded by", StringComparison.Ordinal))];

    private async Task Move(string state)
    {
        var states = (await Ask("{ workflowStates(first: 50) { nodes { id name } } }")).GetProperty("workflowStates").GetProperty("nodes").EnumerateArray();
        var id = states.First(one => one.GetProperty("name").GetString() == state).GetProperty("id").GetString();
        await Ask($"mutation {{ issueUpdate(id: \"{_issue}\", input: {{ stateId: \"{id}\" }}) {{ success }} }}");
    }

    private async Task<JsonElement> Ask(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_linear.Address, "graphql")) { Content = JsonContent.Create(new { query }) };
        request.Headers.TryAddWithoutValidation("Authorization", AnnToken);
        using var answer = await _http.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
    }
}
