using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.History;
using Factory.Router.Casting;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;
using Factory.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Router.Tests.Casting;

public sealed class CastingAMission
{
    [Fact]
    public async Task The_first_turn_records_the_settings_without_keys()
    {
        var key = Path.Combine(TestServers.NewFolder(), "key");
        await File.WriteAllTextAsync(key, "sk-secretsecretsecret");
        await using var router = await RouterHost.StartOnBus((_, casting) => casting.Set("scripted-coder", "apiKeyFile", key));
        router.Model.On("coder", Reply.Says("x"));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        await router.Replies.Next<ModelAnswered>();
        var cast = Assert.Single(await Castings(router, run.Mission));
        var settings = await router.Services.GetRequiredService<BlobStore>().Get(RouterHost.Team, cast.Settings.Id);
        Assert.Equal((run.Mission, "factory", RecordedSettings.Hash(settings), null), (cast.MissionId, cast.By, cast.Hash, cast.RequestId));
        Assert.Contains(key, Encoding.UTF8.GetString(settings), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", Encoding.UTF8.GetString(settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changes_meanwhile_is_for_new_missions_only()
    {
        await using var router = await Router();
        var run = await router.Run();
        await Turn(router, run, 1);

        router.Casting.Role("coder", "second").Write();
        await Turn(router, run, 2);
        await Turn(router, await router.Run(), 1);

        Assert.Equal(["coder", "coder", "second"], router.Model.Requests.Select(request => request.Model));
        Assert.Single(await Castings(router, run.Mission));
    }

    [Fact]
    public async Task A_recast_holds_from_the_next_turn_on_and_twice_is_once()
    {
        await using var router = await Router();
        var run = await router.Run();
        await Turn(router, run, 1);
        router.Casting.Role("coder", "second").Write();
        var recast = new RecastMission(run.Mission, RouterHost.Team, Guid.CreateVersion7(), "team team");

        await Recast(router, recast, recast);
        await Turn(router, run, 2);

        Assert.Equal(["coder", "second"], router.Model.Requests.Select(request => request.Model));
        var castings = await Castings(router, run.Mission);
        Assert.Equal([null, recast.RequestId], castings.Select(cast => cast.RequestId));
        var chosen = await run.Of<ModelChosen>();
        Assert.Equal(castings.Select(cast => cast.Hash), chosen.Select(one => one.CastingHash));
    }

    [Fact]
    public async Task A_recast_by_another_replica_holds_as_well()
    {
        await using var router = await Router();
        var run = await router.Run();
        await Turn(router, run, 1);
        var settings = RecordedSettings.OfMechanic;
        var blob = await router.Services.GetRequiredService<BlobStore>().Put(RouterHost.Team, settings, "application/json");
        var cast = new MissionCast(run.Mission, RouterHost.Team, blob, RecordedSettings.Hash(settings), "somebody", Guid.CreateVersion7());

        await router.Services.GetRequiredService<EventStore>().Append(new StreamAppend(MissionCast.StreamOf(run.Mission), MissionCastings.StreamType, 1, [cast]));
        await router.Send(run.Ask(2));

        await router.Replies.Next<ModelAnswered>();
        Assert.Equal(["scripted-coder", CastModel.MechanicName], (await run.Of<TurnAnswered>()).Select(turn => turn.Model));
        Assert.Single(router.Model.Requests);
    }

    [Fact]
    public async Task A_recast_before_the_first_turn_is_the_casting()
    {
        await using var router = await Router();
        var run = await router.Run();

        await Recast(router, new RecastMission(run.Mission, RouterHost.Team, Guid.CreateVersion7(), "team team"));
        await Turn(router, run, 1);

        Assert.Equal("team team", Assert.Single(await Castings(router, run.Mission)).By);
        Assert.Single(router.Model.Requests);
    }

    [Fact]
    public async Task Replicas_that_cast_a_mission_at_once_cast_it_once()
    {
        await using var router = await Router();
        var run = await router.Run();
        var replicas = Enumerable.Range(0, 8).Select(_ => ActivatorUtilities.CreateInstance<MissionCastings>(router.Services)).ToList();

        var castings = await Task.WhenAll(replicas.Select(replica => replica.Record(run.Ask(1), played: false, CancellationToken.None)));

        Assert.Single(await Castings(router, run.Mission));
        Assert.Single(castings.Select(casting => (casting.Hash, casting.Version)).Distinct());
        replicas.ForEach(replica => replica.Dispose());
    }

    [Fact]
    public async Task A_mission_that_the_mechanic_began_stays_with_it_when_a_file_comes()
    {
        await using var router = await RouterHost.StartOnBus((_, casting) => casting.Role("coder", "builtin/mechanic"));
        var (run, other) = (await router.Run(), await router.Run());
        await router.Services.GetRequiredService<EventStore>().Append(new StreamAppend(
            other.Mission, "mission", 0, [new PlanMade(other.Mission, await other.Put("plan"), [], [], new(null, false), new Spending(0, 0, 3))]));
        await run.Append(new TurnAnswered(run.Id, 1, CastModel.MechanicName, await run.Put(new Answer("", [])), 0, new Spending(0, 0, 1), 0.1));
        router.Casting.Role("coder", "scripted-coder").Write();

        await router.Send(run.Ask(2));
        await router.Replies.Next<ModelAnswered>();
        await router.Send(other.Ask(1));
        await router.Replies.Next<ModelAnswered>();

        Assert.Empty(router.Model.Requests);
        Assert.All((await Castings(router, run.Mission)).Concat(await Castings(router, other.Mission)), cast => Assert.Equal(PresentFile.None.Hash, cast.Hash));
    }

    [Fact]
    public async Task Where_nobody_is_cast_nothing_is_recorded()
    {
        await using var router = await RouterHost.StartOnBus((_, casting) => casting.Clear());
        var run = await router.Run(role: "planner");

        await router.Send(run.Ask(1));

        await router.Replies.Next<ModelAnswered>();
        Assert.Empty(await Castings(router, run.Mission));
        Assert.Empty(await run.Of<ModelChosen>());
    }

    [Fact]
    public async Task A_model_that_lost_its_key_says_so_and_the_next_is_asked()
    {
        var key = Path.Combine(TestServers.NewFolder(), "key");
        await File.WriteAllTextAsync(key, "sk-one");
        await using var router = await RouterHost.StartOnBus((_, casting) => casting
            .Set("scripted-coder", "apiKeyFile", key)
            .Model("second", "second")
            .Role("coder", new System.Text.Json.Nodes.JsonObject { ["model"] = "scripted-coder", ["fallbacks"] = "second" }));
        router.Model.On("coder", Reply.Says("x")).On("second", Reply.Says("y"));
        var run = await router.Run();
        await Turn(router, run, 1);

        await File.WriteAllTextAsync(key, "sk-two");
        await Turn(router, run, 2);
        File.Delete(key);
        await Turn(router, run, 3);

        Assert.Equal(["Bearer sk-one", "Bearer sk-two", "Bearer none"], router.Model.Requests.Select(request => request.Authorization));
        var failed = Assert.Single((await run.Of<ModelChosen>())[^1].Failed);
        Assert.Equal(("scripted-coder", "authentication"), (failed.Model, failed.Failure));
        Assert.Contains($"its key is gone: the file {key} cannot be read", failed.Reason, StringComparison.Ordinal);
    }

    private static Task<RouterHost> Router() => RouterHost.StartOnBus((server, casting) =>
    {
        casting.Model("second", "second");
        server.On("coder", Reply.Says("x")).On("second", Reply.Says("y"));
    });

    private static async Task Turn(RouterHost router, RunInHistory run, int turn)
    {
        await router.Send(run.Ask(turn));
        await router.Replies.Next<ModelAnswered>();
    }

    private static async Task Recast(RouterHost router, params RecastMission[] recasts)
    {
        foreach (var recast in recasts)
            await router.InTransaction(transaction => transaction.Send(Endpoints.Router, recast));
        var stream = MissionCast.StreamOf(recasts[0].MissionId);
        await router.Until(async () => (await router.Stream(stream)).OfType<MissionCast>().Any(cast => cast.RequestId == recasts[0].RequestId));
    }

    private static async Task<IReadOnlyList<MissionCast>> Castings(RouterHost router, Guid mission) =>
        [.. (await router.Stream(MissionCast.StreamOf(mission))).Cast<MissionCast>()];
}
