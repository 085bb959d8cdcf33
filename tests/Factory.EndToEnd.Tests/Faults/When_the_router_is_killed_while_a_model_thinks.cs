using System.Text.Json;
using Factory.Cli.Services;
using Factory.Local.DataFolders;
using Factory.MissionControl.Missions;
using Factory.ScriptedModel;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Faults;

[Collection(LineCollection.Name)]
public sealed class When_the_router_is_killed_while_a_model_thinks(LineFixture fixture) : IAsyncLifetime
{
    private const int KilledTurn = 2;

    private readonly TaskCompletionSource _neverAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ScriptedModelServer _model = null!;

    private ServiceLine Line => fixture.Line;

    private LineProcess Router => Line.Of(ServiceNames.Router).Single();

    public async ValueTask InitializeAsync()
    {
        _model = await ScriptedModelServer.Start();
        _model.On("coder", request => request.Turn switch
        {
            1 => Reply.Call("read", new { path = "area.py" }),
            KilledTurn => Mend(),
            _ => Reply.Finish(new { claims = "The area is the product." }),
        });
        var casting = _model.CastingOf("coder").Set("scripted-coder", "inputUsdPerMillion", 2).Set("scripted-coder", "outputUsdPerMillion", 10);
        await Line.Reconfigure([Router], casting.Write().ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!, StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Line.Reconfigure([Router], new Dictionary<string, string>(StringComparer.Ordinal));
        await _model.DisposeAsync();
    }

    [Fact(Timeout = 600_000)]
    public async Task The_call_is_made_again_what_was_recorded_is_not_and_what_may_have_been_paid_is_shown()
    {
        var repository = await BrokenRepository.Make(Path.Combine(TestServers.NewFolder(), "repository"), 3);
        using var client = Line.Connect();
        var missionId = await client.Send(repository, TestContext.Current.CancellationToken);
        await Eventually.Holds(() => Task.FromResult(Asked(KilledTurn) == 1), "the model is asked for the second turn");

        await Router.Kill();
        Router.Start();
        var mission = await client.End(missionId, TestContext.Current.CancellationToken);

        await new Aftermath(Line.Database, Line.DataFolder).Check([(repository, mission)]);
        Assert.Equal((1, 2, 1), (Asked(1), Asked(KilledTurn), Asked(3)));
        await Costs_show_three_calls_and_one_that_may_have_been_paid(mission);
        await No_money_is_held_for_it_any_more(missionId);
    }

    /// <summary>The first who asks for it waits until the end; whoever comes after that is answered.</summary>
    private Reply Mend()
    {
        var reply = Reply.Call("edit", new { operation = "replace", path = "area.py", oldText = "width + height", newText = "width * height" });
        return Asked(KilledTurn) == 1 ? reply.When(_neverAnswered.Task) : reply;
    }

    private int Asked(int turn) => _model.Requests.Count(request => request.Turn == turn);

    private async Task Costs_show_three_calls_and_one_that_may_have_been_paid(MissionView mission)
    {
        var (signalIntake, missionControl) = (Line.Of(ServiceNames.SignalIntake).First().Address, Line.Of(ServiceNames.MissionControl).First().Address);
        new RunFile(Line.DataFolder).Write(new Factory.Local.DataFolders.RunningFactory(Environment.ProcessId, "up", TimeProvider.System.GetUtcNow(), signalIntake, missionControl));
        var printed = await CommandLine.Run(Line.DataFolder, "costs", "--by", "mission", "--json");
        Assert.True(printed.ExitCode == 0, printed.All);
        var cost = printed.Json.GetProperty("rows").EnumerateArray().Single(row => $"{mission.MissionId:n}".EndsWith(row.GetProperty("name").GetString() is { Length: > 0 } name ? name : "none", StringComparison.Ordinal));

        // Three answers of 100 tokens read and 20 written each; the unknown one is taken to have cost what its repetition did.
        Assert.Equal((3, 0.0012m, 0), (Number(cost, "calls"), cost.GetProperty("usd").GetDecimal(), Number(cost, "reservedCalls")));
        Assert.Equal((1, 0.0004m), (Number(cost, "unknownCalls"), cost.GetProperty("unknownUsd").GetDecimal()));
    }

    private Task No_money_is_held_for_it_any_more(Guid missionId) => Eventually.Holds(
        async () => await Sql.Scalar<decimal>(Line.Database, "SELECT coalesce(sum(held_usd), 0) FROM factory.ledger_balance WHERE account = $1", $"mission/{missionId}") == 0,
        "what was reserved for the mission is given back");

    private static int Number(JsonElement row, string name) => row.GetProperty(name).GetInt32();
}
