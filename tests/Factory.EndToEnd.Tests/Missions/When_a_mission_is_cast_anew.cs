using System.Text.Json;
using Factory.EndToEnd.Tests.Line;
using Factory.ScriptedModel;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Missions;

public sealed class When_a_mission_is_cast_anew
{
    [Fact]
    public async Task Its_next_turn_is_played_by_the_new_model_and_people_see_both_castings()
    {
        var file = Path.Combine(TestServers.NewFolder(), "factory.models.yaml");
        await File.WriteAllTextAsync(file, "roles: { coder: builtin/mechanic }");
        await using var line = await RunningLine.Start(configuration: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Factory:ModelsFile"] = file });
        var (release, never) = (new TaskCompletionSource(), new TaskCompletionSource());
        line.Model.On("coder", Reply.Call("list", new { glob = "*" }).When(release.Task)).On("second", Reply.Says("").When(never.Task));

        // A file that changes is for missions that start now.
        line.Model.CastingOf("coder").Write(file);
        var missionId = await line.Report(BuggyRepository.Create());
        await RunningLine.Eventually(() => line.Model.Requests.Count == 1, () => "the coder's model is asked");

        line.Model.CastingOf("coder").Model("second", "second").Role("coder", "second").Write(file);
        var recast = await CommandLine.Run(line.DataFolder, "recast", $"{missionId}");
        Assert.True(recast.ExitCode == 0, recast.All);
        await RunningLine.Eventually(() => Castings(line, missionId).Count == 2, () => "the mission is cast anew");
        release.SetResult();

        await RunningLine.Eventually(() => line.Model.Requests.Count == 2, () => "the next turn is asked for");
        Assert.Equal(["coder", "second"], line.Model.Requests.Select(request => request.Model));
        Assert.Equal(["factory", "team default"], Castings(line, missionId).Select(casting => casting.GetProperty("by").GetString()));
        var shown = await CommandLine.Run(line.DataFolder, "show", $"{missionId}");
        Assert.Contains("anew by team default", shown.All, StringComparison.Ordinal);
        await RunningLine.Eventually(() => line.Kinds(missionId).Result.Count(kind => kind == "mission_cast") == 2, () => "the timeline tells both");
        var models = await CommandLine.Run(line.DataFolder, "models", "--json");
        Assert.True(models.Json.GetProperty("live").GetBoolean(), models.All);
        Assert.Equal(["ok", "ok"], models.Json.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("health").GetString()));
    }

    private static List<JsonElement> Castings(RunningLine line, Guid missionId) => [.. line.Get($"missions/{missionId}").Result.GetProperty("castings").EnumerateArray()];
}
