using System.Net;

namespace Factory.EndToEnd.Tests.Faults;

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class IntakeCollection
{
    public const string Name = "intake";
}

[Collection(IntakeCollection.Name)]
public sealed class When_the_intake_is_killed_under_load : IAsyncLifetime
{
    private const int Kills = 2;
    private const int LeastBetween = 300;

    private IntakeLine _line = null!;

    public async ValueTask InitializeAsync() => _line = await IntakeLine.Start();

    public ValueTask DisposeAsync() => _line is null ? ValueTask.CompletedTask : _line.DisposeAsync();

    [Fact(Timeout = 600_000)]
    public async Task Nothing_acknowledged_is_lost_and_each_is_judged_once()
    {
        using var load = _line.Load;
        for (var kill = 1; kill <= Kills; kill++)
        {
            var sending = load.UntilNobodyAnswers();
            var enough = kill * LeastBetween;
            await Eventually.Holds(() => Task.FromResult(load.Answered.Count >= enough), "some hundreds are acknowledged");
            await _line.Intake.Kill();
            await sending;
            await _line.StartIntake();
        }

        await Nothing_acknowledged_is_lost(load);
        await Each_is_judged();
        await Those_that_ask_for_work_are_one_signal_each();
    }

    [Fact(Timeout = 600_000)]
    public async Task One_that_is_told_to_stop_stores_what_waits_and_sends_others_away()
    {
        using var load = _line.Load;
        var sending = load.UntilNobodyAnswers();
        await Eventually.Holds(() => Task.FromResult(load.Answered.Count >= LeastBetween), "some hundreds are acknowledged");
        await _line.Intake.DisposeAsync();
        await sending;

        await Nothing_acknowledged_is_lost(load);
        Assert.All(load.Refused, status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));

        await _line.StartIntake();
        await Each_is_judged();
    }

    [Fact(Timeout = 600_000)]
    public async Task What_was_stored_and_never_asked_for_is_judged_at_the_next_start()
    {
        await _line.Intake.Kill();
        await Sql.Rows(
            _line.Database,
            "INSERT INTO factory.delivery (id, team, source, external_id, event, sha256, content_type, bytes, body) VALUES ($1, 'default', 'github', 'left-behind', 'ping', ''::bytea, 'application/json', 2, '{}'::bytea)",
            Guid.CreateVersion7(TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(2)));

        await _line.StartIntake();

        await Each_is_judged();
        Assert.Equal(["ignored"], await Sql.Rows(_line.Database, "SELECT verdict FROM factory.delivery"));
    }

    private async Task Nothing_acknowledged_is_lost(IntakeLoad load)
    {
        var lost = await Sql.Rows(
            _line.Database,
            "SELECT name FROM unnest($1::text[], $2::uuid[]) AS answered (name, id) WHERE NOT EXISTS (SELECT FROM factory.delivery d WHERE d.source = 'github' AND d.external_id = name AND d.id = answered.id)",
            load.Answered.Keys.ToArray(), load.Answered.Values.ToArray());
        Assert.Empty(lost);
    }

    private Task Each_is_judged() => Eventually.None("deliveries without a verdict", () => Sql.Rows(_line.Database, "SELECT external_id FROM factory.delivery WHERE verdict IS NULL LIMIT 20"));

    private async Task Those_that_ask_for_work_are_one_signal_each()
    {
        Assert.Equal(["accepted labeled", "ignored edited"], await Sql.Rows(
            _line.Database,
            "SELECT DISTINCT verdict, CASE WHEN substring(external_id FROM 6)::int % 10 = 0 THEN 'labeled' ELSE 'edited' END FROM factory.delivery ORDER BY 1"));
        var (accepted, signals, received) = (
            await Sql.Scalar<long>(_line.Database, "SELECT count(*) FROM factory.delivery WHERE verdict = 'accepted'"),
            await Sql.Scalar<long>(_line.Database, "SELECT count(DISTINCT signal_id) FROM factory.delivery WHERE verdict = 'accepted'"),
            await Sql.Scalar<long>(_line.Database, "SELECT count(*) FROM history.mt_events WHERE type = 'signal_received'"));
        Assert.True(accepted > 0);
        Assert.Equal((accepted, accepted), (signals, received));
    }
}
