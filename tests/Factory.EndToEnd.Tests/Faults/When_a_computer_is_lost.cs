using Factory.Contracts;
using Factory.ScriptedModel;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Faults;

[Collection(LineCollection.Name)]
public sealed class When_a_computer_is_lost(LineFixture fixture) : IAsyncLifetime
{
    /// <summary>Found among the machine's processes.</summary>
    private const string Wait = "sleep 8.0625";
    private const string FirstEdit = "# The first edit.";

    private ServiceLine Line => fixture.Line;

    private ScriptedModelServer _model = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await ScriptedModelServer.Start();
        _model.On("coder", request => request.Turn switch
        {
            1 => Reply.Call("edit", new { operation = "replace", path = "area.py", oldText = "def area(", newText = $"{FirstEdit}\ndef area(" }),
            2 => Reply.Call("run", new { command = $"cat area.py; {Wait}" }),
            3 => Reply.Call("edit", new { operation = "replace", path = "area.py", oldText = "width + height", newText = "width * height" }),
            _ => Reply.Finish(new { claims = "The area is the product." }),
        });
        await Line.Reconfigure(Line.Of("router"), _model.Casting("coder").ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!, StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Line.Reconfigure(Line.Of("router"), new Dictionary<string, string>(StringComparer.Ordinal));
        await _model.DisposeAsync();
    }

    [Fact(Timeout = 600_000)]
    public async Task In_the_middle_of_a_turn_another_goes_on_from_the_checkpoint()
    {
        var repository = await BrokenRepository.Make(Path.Combine(TestServers.NewFolder(), "repository"), 3);
        using var client = Line.Connect();
        var missionId = await client.Send(repository, TestContext.Current.CancellationToken);
        var runId = RunIds.Coder(Ids.Derive(missionId, "feature-1"), 1);

        await Eventually.Holds(() => Task.FromResult(LiveProcesses.Named(Wait).Count > 0), "the second turn's command runs");
        var lost = await Sql.Scalar<Guid>(Line.Database, "SELECT computer_id FROM factory.workspace WHERE run_id = $1", runId);
        var computer = ComputerFolders.Of(Line.DataFolder, lost);
        var holder = Line.Of("coder").Single(coder => LiveProcesses.HasOpen(coder.Id!.Value, Path.Combine(computer, "id")));
        await holder.Kill();
        Directory.Delete(computer, recursive: true);

        var mission = await client.End(missionId, TestContext.Current.CancellationToken);
        holder.Start();
        await It_went_on_elsewhere(runId, lost);
        Assert.Contains(FirstEdit, _model.Requests.First(request => request.Turn == 3).LastResult, StringComparison.Ordinal);
        Assert.Equal($"{FirstEdit}\ndef area(width, height):\n    return width * height\n", After(await repository.Show(mission.Branch!, "area.py"), "\"\"\"\n\n\n"));
        await new Aftermath(Line.Database, Line.DataFolder).Check([(repository, mission)]);
    }

    private async Task It_went_on_elsewhere(Guid runId, Guid lost)
    {
        var events = await Sql.Rows(Line.Database, """
            SELECT type, coalesce(data ->> 'Turn', data ->> 'FromCheckpoint', ''), coalesce(data ->> 'ComputerId' = $2, false) FROM history.mt_events
            WHERE stream_id = $1 AND type IN ('workspace_ready', 'workspace_was_lost', 'tools_returned') ORDER BY version
            """, runId, lost.ToString());
        string[] expected =
        [
            "workspace_ready false True", "tools_returned 1 True", "workspace_was_lost  True",
            "workspace_ready true False", "tools_returned 2 False", "tools_returned 3 False", "tools_returned 4 False",
        ];
        if (!events.SequenceEqual(expected, StringComparer.Ordinal))
            Assert.Fail($"It went on otherwise:\n{string.Join('\n', events)}\nLogs: {KeptLogs.Of(Line.DataFolder)}");
    }

    private static string After(string text, string marker) => text[(text.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..];
}
