using Factory.EndToEnd.Tests.Line;
using Factory.ScriptedModel;

namespace Factory.EndToEnd.Tests.Missions;

/// <summary>The second pass of a review is a run like any other: it can be held and ended, and its answer is asked for again until it can be taken.</summary>
public sealed class When_a_review_has_candidates
{
    private static readonly Reply Candidate = Reply.Finish(new { findings = new[] { new { severity = "warning", rule = "empty", path = "cart.py", line = 4, message = "An empty cart may break." } } });

    [Fact]
    public async Task Cancelling_in_the_second_pass_tells_what_both_cost()
    {
        await using var line = await RunningLine.Start(scripted: ["reviewer"]);
        line.Model.On("reviewer", request => IsSecondPass(request) ? Reply.Says("").When(new TaskCompletionSource().Task) : Candidate.Counting((100, 20)));
        var missionId = await line.Report(BuggyRepository.Create());
        await RunningLine.Eventually(() => line.Model.Requests.Any(IsSecondPass), () => "the second pass is asked for");

        await line.Steer(missionId, "cancel");
        var mission = await line.Ended(missionId);

        Assert.Equal("cancelled", mission.Outcome);
        Assert.Equal(120, (await line.Get($"missions/{missionId}")).GetProperty("spent").GetProperty("tokens").GetInt64());
        await RunningLine.Eventually(() => line.Model.Cancelled == 1, () => "the call of the second pass is cancelled");
    }

    [Fact]
    public async Task Verdicts_that_cannot_be_taken_are_told_and_asked_for_again()
    {
        await using var line = await RunningLine.Start(scripted: ["reviewer"]);
        line.Model.On("reviewer", request => !IsSecondPass(request) ? Candidate : request.Turn switch
        {
            1 => Reply.Finish(new { verdicts = new[] { new { candidate = 1, verdict = "perhaps" } } }),
            2 => Reply.Finish(new { verdicts = new[] { new { candidate = 1, verdict = "confirmed" } } }),
            _ => Reply.Finish(new { verdicts = new[] { new { candidate = 1, verdict = "unclear" } } }),
        });

        var mission = await line.Ended(await line.Report(BuggyRepository.Create()));

        Assert.Equal("published", mission.Outcome);
        var told = line.Model.Requests.Where(IsSecondPass).Select(request => request.LastResult).ToList();
        Assert.Contains("$.verdicts[0].verdict: expected one of \"confirmed\", \"refuted\", \"unclear\"", told[1], StringComparison.Ordinal);
        Assert.Contains("Candidate 1 is confirmed without a trigger", told[2], StringComparison.Ordinal);
        Assert.Empty((await line.Get($"missions/{mission.MissionId}")).GetProperty("findings").EnumerateArray());
    }

    private static bool IsSecondPass(ScriptedRequest request) => request.Task.Contains("## Candidates", StringComparison.Ordinal);
}
