using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Publisher.Outputs;
using Factory.Publisher.Tests.Fixtures;
using static Factory.Publisher.Tests.Fixtures.ScriptedPulls;

namespace Factory.Publisher.Tests.Outputs;

public sealed class WritingOutputs
{
    [Fact]
    public async Task A_proposal_that_comes_twice_at_once_is_applied_once()
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var command = await Comment(publisher, forge, "Hello @everyone");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => publisher.Send(command)));
        var answers = new List<OutputApplied>();
        for (var i = 0; i < 8; i++)
            answers.Add(await publisher.Next<OutputApplied>());

        var body = Assert.Single(comments.Bodies).Value;
        Assert.StartsWith("Hello @&#8203;everyone", body, StringComparison.Ordinal);
        Assert.Single(answers.Select(answer => answer.ExternalId).Distinct());
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task Eight_who_write_one_comment_at_once_make_one()
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var command = await Comment(publisher, forge, "Review");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => publisher.Send(command with { ProposalId = Guid.NewGuid(), Marker = "review" })));
        for (var i = 0; i < 8; i++)
            await publisher.Next<OutputApplied>();

        Assert.Single(comments.Bodies);
    }

    [Fact]
    public async Task Other_content_under_an_id_that_was_used_is_refused()
    {
        await using var forge = await ScriptedForge.Start();
        ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var command = await Comment(publisher, forge, "One");
        await publisher.Ask<OutputApplied>(command);

        var refused = await publisher.Ask<OutputRefused>(command with { Text = await publisher.Text("Two") });

        Assert.Contains("other content", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_signal_came_from_one_comment_follows_the_mission_and_what_comes_late_changes_nothing()
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var origin = new Origin("github", "ada", Trust.Writer) { Issue = new IssueRef(forge.Repository, 4) };
        TellOrigin Step(int step) => new(publisher.Mission, OutputsHost.Team, origin, step, ProgressStage.Working, "Cart", $"step {step}");

        foreach (var step in (int[])[1, 3, 2, 3])
        {
            await publisher.Send(Step(step));
            await publisher.Idle();
        }

        var body = Assert.Single(comments.Bodies).Value;
        Assert.Contains("step 3", body, StringComparison.Ordinal);
        Assert.Contains($"factory.example.org/missions/{publisher.Mission}", body, StringComparison.Ordinal);
        Assert.EndsWith(Markers.OfMission(publisher.Mission), body, StringComparison.Ordinal);
        Assert.Empty(publisher.Problems);
    }

    [Theory]
    [InlineData("secret", "looks like")]
    [InlineData("repository", "not one of those")]
    [InlineData("host", "names no forge")]
    [InlineData("count", "as much as policy.limits.outputs allows")]
    public async Task What_policy_forbids_is_refused_visibly(string what, string reason)
    {
        await using var forge = await ScriptedForge.Start();
        var comments = ScriptedComments.On(forge);
        await using var publisher = await OutputsHost.Start(forge.Settings("{ limits: { outputs: 1 } }"));
        var command = await Comment(publisher, forge, what == "secret" ? $"ghp_{new string('a', 36)}" : "Hello");
        if (what == "count")
            await publisher.Ask<OutputApplied>(command with { ProposalId = Guid.NewGuid() });
        command = what switch
        {
            "repository" => command with { Issue = new IssueRef($"{forge.Address.AbsoluteUri.TrimEnd('/')}/other/shop", 4) },
            "host" => command with { Issue = new IssueRef("https://github.com/acme/shop", 4) },
            _ => command,
        };

        await publisher.Send(command);
        var refused = await publisher.Next<OutputRefused>();

        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("ghp_", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(what == "count" ? 1 : 0, comments.Bodies.Count);
        Assert.Equal("refused", await publisher.Scalar($"SELECT state FROM factory.output WHERE proposal_id = '{command.ProposalId}'"));
    }

    [Fact]
    public async Task The_mission_is_told_of_a_refusal()
    {
        await using var forge = await ScriptedForge.Start();
        await using var publisher = await OutputsHost.Start(forge.Settings());

        await publisher.Send(new SetLabel(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new IssueRef(forge.Repository, 4), "release", Present: true));

        var refused = Assert.IsType<OutputRefused>((await publisher.Next<ToMission>()).Message);
        Assert.Equal((publisher.Mission, "label"), (refused.MissionId, refused.What));
        Assert.Contains("policy.labels", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_of_the_list_is_set_and_taken_away()
    {
        await using var forge = await ScriptedForge.Start();
        forge.On("POST", "/repos/acme/shop/issues/4/labels$", (context, _) => Answer(context, 200, "get", "/repos/{owner}/{repo}/issues/{issue_number}/labels"));
        await using var publisher = await OutputsHost.Start(forge.Settings("{ labels: [in progress] }"));
        var label = new SetLabel(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new IssueRef(forge.Repository, 4), "in progress", Present: true, OutputsHost.ReplyTo);

        await publisher.Ask<OutputApplied>(label);
        await publisher.Ask<OutputApplied>(label with { ProposalId = Guid.NewGuid(), Present = false });

        Assert.Equal("""{"labels":["in progress"]}""", Assert.Single(forge.SeenOf("POST", "/labels$")).Body!.ToJsonString());
        Assert.Single(forge.SeenOf("DELETE", "/labels/in progress$"));
        Assert.Empty(publisher.Problems);
    }

    [Fact]
    public async Task A_reaction_is_an_acknowledgement()
    {
        await using var forge = await ScriptedForge.Start();
        forge.On("POST", "/repos/acme/shop/issues/comments/9/reactions$", (context, _) => Answer(context, 201, "post", "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions"));
        await using var publisher = await OutputsHost.Start(forge.Settings());
        var origin = new Origin("github", "ada", Trust.Writer) { Issue = new IssueRef(forge.Repository, 4, CommentId: 9) };

        await publisher.Ask<OutputApplied>(new React(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, origin, "eyes", OutputsHost.ReplyTo));
        await publisher.Ask<OutputRefused>(new React(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, origin, "../x", OutputsHost.ReplyTo));

        Assert.Equal("""{"content":"eyes"}""", Assert.Single(forge.SeenOf("POST", "/reactions$")).Body!.ToJsonString());
        Assert.Empty(publisher.Problems);
    }

    private static async Task<WriteComment> Comment(OutputsHost publisher, ScriptedForge forge, string text) =>
        new(Guid.NewGuid(), publisher.Mission, OutputsHost.Team, new IssueRef(forge.Repository, 4), await publisher.Text(text), null, OutputsHost.ReplyTo);
}
