using Factory.EndToEnd.Tests.Line;
using Factory.ScriptedModel;

namespace Factory.EndToEnd.Tests.Missions;

/// <summary>A question is a mission that changes nothing: it ends with an answer whose citations are there, or with why there is none.</summary>
public sealed class When_a_question_is_asked
{
    private const string Question = "How is the total of a cart made?";

    [Fact]
    public async Task The_answer_rests_on_lines_and_commits_that_are_there()
    {
        await using var line = await RunningLine.Start(scripted: ["research"]);
        var repository = BuggyRepository.Create();
        var commit = repository.Git("rev-parse", "HEAD").Trim();
        line.Model.On(
            "research",
            Reply.Call("read", new { path = "cart.py" }).And("run", new { command = "echo gone > cart.py" }),
            Answer(new { supports = "it subtracts", path = "cart.py", line = 400 }, new { supports = "since then", commit = "0123456" }, new { supports = "none", path = "shop.py" }),
            Answer(new { supports = "it subtracts", path = "./cart.py", line = 3, lastLine = 5 }, new { supports = "since then", commit = commit[..8] }));

        var mission = await line.Ended(await line.Report(repository, Question, kind: "question"));

        Assert.Equal("answered", mission.Outcome);
        var seen = await line.Get($"missions/{mission.MissionId}");
        Assert.Equal("Each price is **subtracted**.", seen.GetProperty("answer").GetString());
        var citations = seen.GetProperty("citations").EnumerateArray().ToList();
        Assert.Equal(("cart.py", 3, 5), (citations[0].GetProperty("path").GetString(), citations[0].GetProperty("line").GetInt32(), citations[0].GetProperty("lastLine").GetInt32()));
        Assert.Equal(commit, citations[1].GetProperty("commit").GetString());
        Assert.Empty(repository.FactoryBranches());
        var told = line.Model.Requests[^1].LastResult;
        Assert.Contains("citations[0]: cart.py has 9 lines at the base commit, not 400.", told, StringComparison.Ordinal);
        Assert.Contains("citations[1]: '0123456' is no commit in the history of the base commit.", told, StringComparison.Ordinal);
        Assert.Contains("citations[2]: the base commit has no file 'shop.py'.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_model_it_ends_honestly_and_says_which_role_to_cast()
    {
        await using var line = await RunningLine.Start();

        var mission = await line.Ended(await line.Report(BuggyRepository.Create(), Question, kind: "question"));

        Assert.Equal("not-answered", mission.Outcome);
        Assert.Contains("cast the role research with a model", mission.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_repository_does_not_answer_is_said()
    {
        await using var line = await RunningLine.Start(scripted: ["research"]);
        line.Model.On("research", Reply.Finish(new { answered = false, answer = "", citations = Array.Empty<object>(), reason = "I searched for tax and found nothing" }));

        var mission = await line.Ended(await line.Report(BuggyRepository.Create(), "Which taxes are there?", kind: "question"));

        Assert.Equal(("not-answered", "I searched for tax and found nothing"), (mission.Outcome, mission.Reason));
    }

    private static Reply Answer(params object[] citations) => Reply.Finish(new { answered = true, answer = "Each price is **subtracted**.", citations });
}
