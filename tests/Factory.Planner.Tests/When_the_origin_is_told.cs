using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Repositories;
using Factory.Contracts.Research;
using Factory.Contracts.Runs;
using Factory.Planner.Missions;
using Factory.Planner.Telling;

namespace Factory.Planner.Tests;

public sealed class When_the_origin_is_told
{
    [Fact]
    public void A_plan_is_told_with_a_line_for_each_feature()
    {
        var mission = Missions.Planned("Add prices", "Round totals");
        mission.FeaturesDone = 1;

        var told = MissionTelling.Of(mission, new ToldTexts(), link: null);

        Assert.Equal(ProgressStage.Working, told.Stage);
        Assert.Contains("- [x] Add prices\n- [ ] Round totals", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_asked_sees_the_question_and_how_to_answer()
    {
        var mission = Missions.Planned();
        mission.WaitsFor = new AskedQuestion(Guid.NewGuid(), 3);

        var told = MissionTelling.Of(mission, new ToldTexts(Question: "Net or gross?\nBoth are there."), link: null);

        Assert.Equal(ProgressStage.Waiting, told.Stage);
        Assert.Contains("> Net or gross?\n> Both are there.", told.Text, StringComparison.Ordinal);
        Assert.Contains($"factory say {Ids.Short(mission.CorrelationId)}", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_published_is_told_with_its_evidence_cost_and_link()
    {
        var mission = Missions.Proven();
        mission.Published = new ChangePublished(mission.CorrelationId, "factory/1-add-prices", Missions.Change.Commit, "file:///cart");
        mission.Spent = new Spending(0.125m, 3_400, 12);
        MissionSteps.End(mission, MissionOutcome.Published, "");

        var told = MissionTelling.Of(mission, new ToldTexts(), "https://factory.example.org/missions/1");

        Assert.Contains("`factory/1-add-prices`", told.Text, StringComparison.Ordinal);
        Assert.Contains("- A1 (prices are added): does not hold before, holds now (3 passed, 0 failed)", told.Text, StringComparison.Ordinal);
        Assert.Contains("](https://factory.example.org/missions/1) · 0.125 USD, 3,400 tokens, 12 turns", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_fixed_is_told_with_the_reason_and_what_was_found()
    {
        var mission = Missions.Planned();
        MissionSteps.End(mission, MissionOutcome.NotFixed, "no edit makes the test pass");

        var told = MissionTelling.Of(mission, new ToldTexts(Leads: """[{"path":"cart.py","line":4,"score":0.7}]"""), link: null);

        Assert.Contains("**Not fixed.** no edit makes the test pass", told.Text, StringComparison.Ordinal);
        Assert.Contains("- `cart.py:4`", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_comes_with_what_it_rests_on_and_as_a_whole_where_it_is_long()
    {
        var mission = Missions.Started(MissionKind.Question);
        (mission.Answer, mission.Citations) = (Missions.Blob, [new Citation("adds them up") { Path = "cart.py", Line = 2, LastLine = 5 }]);
        MissionSteps.End(mission, MissionOutcome.Answered, "");

        var brief = MissionTelling.Of(mission, new ToldTexts(Answer: "In `total`."), link: null);
        var whole = MissionTelling.Of(mission, new ToldTexts(Answer: new string('a', 9_000)), link: null);

        Assert.Contains("> In `total`.", brief.Text, StringComparison.Ordinal);
        Assert.Contains("- `cart.py:2-5`: adds them up", brief.Text, StringComparison.Ordinal);
        Assert.Null(brief.Attachment);
        Assert.Equal(Missions.Blob, whole.Attachment);
        Assert.InRange(whole.Text.Length, 1, MissionTelling.Longest);
    }

    [Theory]
    [InlineData("ask @everyone", "@everyone")]
    [InlineData("fixes #12", "#12")]
    [InlineData("see ann/cart#12 and GH-12", "#12")]
    [InlineData("see GH-12", "GH-12")]
    [InlineData("![](https://example.org/pixel.png)", "![")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("a <!-- hidden --> b", "hidden")]
    [InlineData("a\u202Eb", "\u202E")]
    [InlineData("token ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ghp_aaaa")]
    public void Words_of_others_do_nothing(string words, string effect)
    {
        Assert.DoesNotContain(effect, InertText.Quote(words, 1_000), StringComparison.Ordinal);
        if (!effect.Equals("hidden", StringComparison.Ordinal))
            Assert.DoesNotContain(effect, InertText.Line(words), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quotation_cannot_be_left()
    {
        Assert.All(InertText.Quote("a\r\n\r\n# Approved\n```\n@code\n", 1_000).Split('\n'), line => Assert.StartsWith(">", line, StringComparison.Ordinal));
        Assert.Equal("a \\*b\\* \\[c\\] # d", InertText.Line("a *b*\n[c]\n# d"));
    }

    [Fact]
    public void However_much_there_is_to_tell_a_message_holds_it()
    {
        var mission = Missions.Proven();
        mission.Plan = mission.Plan! with { Contract = [new Assertion("A1", new string('x', 9_000), [])] };
        mission.Findings = [.. Enumerable.Range(1, 400).Select(number => new Finding(Severity.Warning, "rule", new string('p', 400), number, new string('m', 900)))];
        MissionSteps.End(mission, MissionOutcome.NotFixed, new string('*', 9_000));

        var told = MissionTelling.Of(mission, new ToldTexts(Leads: new string('l', 9_000)), link: null);

        Assert.InRange(told.Text.Length, 1, MissionTelling.Longest);
        Assert.EndsWith("0.00 USD, 0 tokens, 0 turns", told.Text, StringComparison.Ordinal);
    }
}
