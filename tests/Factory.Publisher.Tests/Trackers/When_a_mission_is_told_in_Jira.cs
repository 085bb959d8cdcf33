using System.Text;
using System.Text.Json.Nodes;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Publisher.Outputs;
using Factory.Publisher.Trackers;

namespace Factory.Publisher.Tests.Trackers;

public sealed class When_a_mission_is_told_in_Jira : IAsyncLifetime
{
    private readonly Guid _mission = Guid.CreateVersion7();
    private ScriptedJira _jira = null!;
    private TicketTeller _teller = null!;
    private TrackerHttp _http = null!;

    public async ValueTask InitializeAsync()
    {
        _jira = await ScriptedJira.Start();
        (_teller, _http) = await TrackerFiles.Teller("jira", "jira", "secret", _jira.Address, "    user: factory@acme.example\n");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _jira.DisposeAsync();
    }

    [Fact]
    public async Task One_comment_is_edited_and_the_issue_follows_the_mission()
    {
        var first = await Tell(1, ProgressStage.Working, "Planned:\n\n- **one** `feature`\n\n> quoted");
        Assert.Equal("In Progress", _jira.State);
        await Tell(2, ProgressStage.Ended, "Merged, [see](https://x.example/pull/1).", MissionOutcome.Published, first);

        Assert.Equal("Done", _jira.State);
        var document = Assert.Single(_jira.Comments);
        Assert.Equal("doc", document["type"]!.GetValue<string>());
        Assert.Contains("\"href\":\"https://x.example/pull/1\"", document.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("factory@acme.example:secret"))}", _jira.Authorization);
        Assert.Equal($"{_jira.Address}browse/SHOP-12?focusedCommentId=0", first.Url);
    }

    [Fact]
    public async Task Data_Center_is_told_in_plain_text_whose_markup_does_nothing()
    {
        var (teller, http) = await TrackerFiles.Teller("jira", "jira", "secret", _jira.Address);
        using var _ = http;
        await teller.Tell(TrackerFiles.Telling("jira", "SHOP-12", _mission, 1, ProgressStage.Working, "{html}<b>[~ann] !http://x.example/i.png!"), null, CancellationToken.None);

        Assert.StartsWith(@"\{html\}<b>\[~ann\] \!http://x.example/i.png\!", Assert.Single(_jira.Comments).GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Bearer secret", _jira.Authorization);
    }

    [Fact]
    public async Task Killed_before_it_was_recorded_its_own_comment_is_found_and_a_forged_one_is_not()
    {
        _jira.Say("eve", JsonValue.Create($"factory-mission-{_mission:n}"));
        await Tell(1, ProgressStage.Working, "Planned.");
        await Tell(2, ProgressStage.Waiting, "A question.");

        Assert.Equal(2, _jira.Comments.Count);
        Assert.Contains("A question.", _jira.Comments[1].ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHOP-99", "no such issue")]
    [InlineData("../../admin", "no key of an issue")]
    [InlineData("SHOP-12?expand=x", "no key of an issue")]
    public async Task What_is_no_issue_is_not_asked_for(string key, string said)
    {
        var refused = await Assert.ThrowsAsync<OutputNotAllowed>(() => _teller.Tell(TrackerFiles.Telling("jira", key, _mission, 1, ProgressStage.Working, "x"), null, CancellationToken.None));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, typeof(OutputNotAllowed))]
    [InlineData(403, typeof(OutputNotAllowed))]
    [InlineData(400, typeof(OutputNotAllowed))]
    [InlineData(429, typeof(AskLater))]
    [InlineData(503, typeof(HttpRequestException))]
    [InlineData(302, typeof(HttpRequestException))]
    public async Task What_it_refuses_is_said_and_what_passes_is_tried_again(int status, Type error)
    {
        _jira.Status = status;

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => Tell(1, ProgressStage.Working, "x"));

        Assert.IsType(error, thrown);
        Assert.DoesNotContain("secret", thrown.ToString(), StringComparison.Ordinal);
    }

    private Task<Applied> Tell(int step, ProgressStage stage, string text, MissionOutcome? outcome = null, Applied? known = null) =>
        _teller.Tell(TrackerFiles.Telling("jira", "SHOP-12", _mission, step, stage, text, outcome), known, CancellationToken.None);
}
