using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Factory.EndToEnd.Tests.Line;
using Factory.ScriptedModel;

namespace Factory.EndToEnd.Tests.Missions;

public sealed class When_people_steer_a_mission
{
    [Fact]
    public async Task Cancelling_stops_the_model_call_and_leaves_nothing()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        var never = new TaskCompletionSource();
        line.Model.On("coder", Reply.Says("").When(never.Task));
        var repository = BuggyRepository.Create();
        var missionId = await line.Report(repository);
        await RunningLine.Eventually(() => line.Model.Requests.Count == 1, () => "the coder's model is asked");

        await line.Steer(missionId, "cancel");
        var mission = await line.Ended(missionId);

        Assert.Equal("cancelled", mission.Outcome);
        await RunningLine.Eventually(() => line.Model.Cancelled == 1, () => $"one call to the model is cancelled, not {line.Model.Cancelled}");
        await RunningLine.Eventually(() => Workspaces(line).Count == 0, () => $"its workspaces are gone: {string.Join(", ", Workspaces(line))}");
        Assert.Empty(repository.FactoryBranches());
    }

    [Fact]
    public async Task What_a_cancelled_mission_cost_is_told_with_its_end()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        line.Model.On("coder", Reply.Call("list", new { path = "." }).Counting((100, 20)), Reply.Says("").When(new TaskCompletionSource().Task));
        var missionId = await line.Report(BuggyRepository.Create());
        await RunningLine.Eventually(() => line.Model.Requests.Count == 2, () => "the coder's model is asked for a second turn");

        await line.Steer(missionId, "cancel");
        await line.Ended(missionId);

        var spent = (await line.Get($"missions/{missionId}")).GetProperty("spent");
        Assert.Equal(120, spent.GetProperty("tokens").GetInt64());
        await RunningLine.Eventually(() => line.Get("missions").Result[0] is var listed && listed.GetProperty("status").GetString() == "ended" && listed.GetProperty("tokens").GetInt64() == 120, () => "the list says the same");
    }

    [Fact]
    public async Task A_mission_that_is_cancelled_late_has_neither_a_branch_nor_a_commit()
    {
        await using var line = await RunningLine.Start(scripted: ["docs"]);
        line.Model.On("docs", Reply.Says("").When(new TaskCompletionSource().Task));
        var missionId = await line.Report(BuggyRepository.Create());
        await RunningLine.Eventually(() => line.Model.Requests.Count == 1, () => "the words of the change are asked for");

        await line.Steer(missionId, "cancel");
        var watched = await CommandLine.Run(line.DataFolder, "watch", $"{missionId}", "--json");

        Assert.True(watched.ExitCode == 1, watched.All);
        Assert.Equal("cancelled", watched.Json.GetProperty("outcome").GetString());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (watched.Json.GetProperty("branch").ValueKind, watched.Json.GetProperty("commit").ValueKind));
    }

    [Fact]
    public async Task A_paused_mission_asks_no_model_until_it_is_resumed()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        var release = new TaskCompletionSource();
        line.Model.On(
            "coder",
            Reply.Call("edit", new { operation = "replace", path = "cart.py", oldText = "result -= price", newText = "result += price" }).When(release.Task),
            Reply.Finish(new { claims = "done" }));
        var missionId = await line.Report(BuggyRepository.Create());
        await RunningLine.Eventually(() => line.Model.Requests.Count == 1, () => "the coder's model is asked");

        await line.Steer(missionId, "pause");
        await RunningLine.Eventually(() => line.Kinds(missionId).Result.Contains("run_paused"), () => "the run is paused");
        release.SetResult();
        await RunningLine.Eventually(() => line.Model.Answered == 1, () => "the first answer is there");
        Assert.Equal("paused", (await line.Until(missionId, _ => true)).State);
        Assert.Single(line.Model.Requests);

        await line.Steer(missionId, "resume");
        Assert.Equal("published", (await line.Ended(missionId)).Outcome);
    }

    [Fact]
    public async Task What_a_person_says_is_read_in_the_next_turn_and_by_the_droids_that_come_later()
    {
        await using var line = await RunningLine.Start(scripted: ["coder", "docs"]);
        var release = new TaskCompletionSource();
        line.Model.On(
            "coder",
            Reply.Call("read", new { path = "cart.py" }).When(release.Task),
            Reply.Call("edit", new { operation = "replace", path = "cart.py", oldText = "result -= price", newText = "result += price" }),
            Reply.Finish(new { claims = "done" }));
        line.Model.On("docs", Reply.Finish(new { title = "Add prices", description = "They were subtracted." }));
        var missionId = await line.Report(BuggyRepository.Create());
        await RunningLine.Eventually(() => line.Model.Requests.Count == 1, () => "the coder's model is asked");

        var said = await CommandLine.Run(line.DataFolder, "say", $"{missionId}", "Prices", "are", "added.", "ghp_" + new string('a', 36));
        await RunningLine.Eventually(() => line.Kinds(missionId).Result.Contains("run_noted"), () => "the run has it");
        release.SetResult();
        var mission = await line.Ended(missionId);

        Assert.True(said.ExitCode == 0, said.All);
        Assert.Equal("published", mission.Outcome);
        var asked = line.Model.Requests;
        Assert.All(asked.Where(request => request.Model == "coder"), (request, at) =>
            Assert.Equal(at > 0, request.Messages.Any(message => message.Role == "user" && message.Content.Contains("Prices are added.", StringComparison.Ordinal))));
        Assert.All(asked.Where(request => request.Model == "docs"), request => Assert.Contains(request.Messages, message => message.Content.Contains("Prices are added.", StringComparison.Ordinal)));
        Assert.DoesNotContain(asked.SelectMany(request => request.Messages), message => message.Content.Contains("ghp_aaa", StringComparison.Ordinal));
        var late = await CommandLine.Run(line.DataFolder, "say", $"{missionId}", "too late");
        Assert.True(late.ExitCode == 1 && late.All.Contains("has ended", StringComparison.Ordinal), late.All);
    }

    [Fact]
    public async Task A_droid_that_asks_waits_for_the_answer_and_goes_on_with_it()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        line.Model.On(
            "coder",
            Reply.Call("ask", new { question = "Are prices added or subtracted?" }),
            Reply.Call("edit", new { operation = "replace", path = "cart.py", oldText = "result -= price", newText = "result += price" }),
            Reply.Finish(new { claims = "done" }));
        var missionId = await line.Report(BuggyRepository.Create());
        await RunningLine.Eventually(() => line.Model.Requests.Count == 1, () => "the coder's model is asked");
        await RunningLine.Eventually(() => line.Get($"missions/{missionId}/runs").Result.EnumerateArray().Any(run => run.GetProperty("status").GetString() == "waiting-for-human"), () => "the run waits");
        Assert.Single(line.Model.Requests);

        await CommandLine.Run(line.DataFolder, "say", $"{missionId}", "Added.");

        Assert.Equal("published", (await line.Ended(missionId)).Outcome);
        Assert.Contains(line.Model.Requests[1].Messages, message => message.Content.Contains("Added.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_time_that_a_person_takes_to_answer_is_not_the_missions_and_the_run_says_that_it_waits()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        line.Model.On(
            "coder",
            Reply.Call("ask", new { question = "Are prices added or subtracted?" }),
            Reply.Call("edit", new { operation = "replace", path = "cart.py", oldText = "result -= price", newText = "result += price" }),
            Reply.Finish(new { claims = "done" }));
        var since = Stopwatch.GetTimestamp();
        var missionId = await line.Report(BuggyRepository.Create(), timeout: "60s");
        await RunningLine.Eventually(() => line.Model.Requests.Count == 1, () => "the coder's model is asked");
        await RunningLine.Eventually(() => Status() == "waiting-for-human", () => "the run waits");

        await line.Steer(missionId, "pause");
        await RunningLine.Eventually(() => Status() == "paused", () => "the run is paused");
        await line.Steer(missionId, "resume");
        await RunningLine.Eventually(() => Status() == "waiting-for-human", () => $"the run waits again, and says '{Status()}'");
        await RunningLine.Eventually(() => Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(62), () => "its time would be over");
        await line.Say(missionId, "Added.");

        Assert.Equal("published", (await line.Ended(missionId)).Outcome);

        string? Status() => line.Get($"missions/{missionId}/runs").Result.EnumerateArray().Where(run => run.GetProperty("role").GetString() == "coder").Select(run => run.GetProperty("status").GetString()).SingleOrDefault();
    }

    [Fact]
    public async Task A_run_that_used_up_its_time_goes_on_with_more()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        var release = new TaskCompletionSource();
        line.Model.On(
            "coder",
            Reply.Call("edit", new { operation = "replace", path = "cart.py", oldText = "result -= price", newText = "result += price" }).When(release.Task),
            Reply.Finish(new { claims = "done" }));
        var missionId = await line.Report(BuggyRepository.Create(), timeout: "60s");
        var since = Stopwatch.GetTimestamp();
        await RunningLine.Eventually(() => line.Model.Requests.Count == 1, () => "the coder's model is asked");

        var limited = await CommandLine.Run(line.DataFolder, "limit", $"{missionId}", "--time", "10m", "--usd", "7", "--json");
        await RunningLine.Eventually(() => line.Kinds(missionId).Result.Contains("run_limits_changed"), () => "the run has it");
        await RunningLine.Eventually(() => Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(61), () => "its first time is over");
        release.SetResult();

        Assert.True(limited.ExitCode == 0, limited.All);
        Assert.Equal("published", (await line.Ended(missionId)).Outcome);
        Assert.Equal(7, (await line.Get($"missions/{missionId}")).GetProperty("limits").GetProperty("usd").GetDecimal());
    }

    [Fact]
    public async Task More_than_a_mission_takes_is_not_said_and_the_speaker_is_told()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        line.Model.On("coder", Reply.Says("").When(new TaskCompletionSource().Task));
        var missionId = await line.Report(BuggyRepository.Create());
        await RunningLine.Eventually(() => line.Model.Requests.Count == 1, () => "the coder's model is asked");
        foreach (var number in Enumerable.Range(1, 100))
            await line.Say(missionId, $"Hint {number}.");
        await RunningLine.Eventually(() => line.Kinds(missionId).Result.Count(kind => kind == "mission_noted") == 100, () => "all of it is heard");

        var refused = await CommandLine.Run(line.DataFolder, "say", $"{missionId}", "One", "more.");

        Assert.True(refused.ExitCode == 1 && refused.All.Contains("was told 100 things, and takes no more", StringComparison.Ordinal), refused.All);
    }

    [Fact]
    public async Task Limits_that_are_changed_at_once_do_not_undo_each_other()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        line.Model.On("coder", Reply.Says("").When(new TaskCompletionSource().Task));
        var missionId = await line.Report(BuggyRepository.Create());
        await RunningLine.Eventually(() => line.Model.Requests.Count == 1, () => "the coder's model is asked");

        await Task.WhenAll(line.Limit(missionId, new { usd = 7 }), line.Limit(missionId, new { turns = 80 }), line.Limit(missionId, new { time = "3h" }));
        await RunningLine.Eventually(() => line.Kinds(missionId).Result.Count(kind => kind == "mission_limits_changed") == 3, () => "all three are handled");

        var limits = (await line.Get($"missions/{missionId}")).GetProperty("limits");
        Assert.Equal(("03:00:00", 80, 7), (limits.GetProperty("time").GetString(), limits.GetProperty("turns").GetInt32(), limits.GetProperty("usd").GetDecimal()));
    }

    [Fact]
    public async Task Time_runs_out_with_an_honest_end()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        line.Model.On("coder", Reply.Says("").When(new TaskCompletionSource().Task));

        var mission = await line.Ended(await line.Report(BuggyRepository.Create(), timeout: "8s"));

        Assert.Equal("not-fixed", mission.Outcome);
        Assert.Contains("are over", mission.Reason!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_teams_token_sees_nothing_of_it()
    {
        await using var line = await RunningLine.Start();
        var mission = await line.Ended(await line.Report(BuggyRepository.Create()));
        var log = (await line.Get($"missions/{mission.MissionId}")).GetProperty("onHead")[0].GetProperty("log").GetString();

        using var others = line.Client(await line.Token("others"));
        Assert.Equal("[]", await others.GetStringAsync("missions"));
        foreach (var path in new[] { $"missions/{mission.MissionId}", $"missions/{mission.MissionId}/timeline", $"missions/{mission.MissionId}/runs", $"blobs/{log}", $"signals/{mission.MissionId}" })
            Assert.Equal(HttpStatusCode.NotFound, (await others.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await others.PostAsync($"missions/{mission.MissionId}/cancel", null)).StatusCode);

        using var nobody = line.Client("no-token");
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("missions")).StatusCode);
    }

    /// <summary>Folders that hold checkouts; those that begin with a dot are the computer's own.</summary>
    private static List<string> Workspaces(RunningLine line) =>
        [.. Directory.GetDirectories(Path.Combine(line.DataFolder, "computers"), "workspaces", SearchOption.AllDirectories).SelectMany(Directory.GetDirectories).Where(folder => !Path.GetFileName(folder).StartsWith('.'))];
}
