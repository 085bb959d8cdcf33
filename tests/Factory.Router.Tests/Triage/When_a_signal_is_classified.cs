using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Contracts.Triage;
using Factory.History;
using Factory.Messaging.Leases;
using Factory.Router.Asking;
using Factory.Router.Tests.Fixtures;
using Factory.Router.Triage;
using Factory.ScriptedModel;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Factory.Router.Tests.Triage;

public sealed class When_a_signal_is_classified
{
    private static readonly LeaseContext Lease = new(Guid.CreateVersion7(), 1, 5);
    private static readonly object Question = new { kind = "question", rationale = "It asks why.", confidence = 0.9 };

    [Fact]
    public async Task The_model_that_is_cast_is_asked_once_and_question_and_answer_are_in_history()
    {
        await using var router = await RouterHost.StartOnBus(Cast);
        router.Model.On("triage", Reply.Finish(Question));
        var command = await Command(router);

        await router.InTransaction(transaction => transaction.Send(Endpoints.Router, command));
        var first = await router.Replies.Next<SignalClassified>();
        await router.InTransaction(transaction => transaction.Send(Endpoints.Router, command));
        var second = await router.Replies.Next<SignalClassified>();

        Assert.Equal(new SignalClassified(command.SignalId, command.AskId, IsCast: true, new Classification("question", null, "It asks why.", 0.9, "scripted-triage"), null), first);
        Assert.Equal(first, second);
        var request = Assert.Single(router.Model.Requests);
        Assert.Equal(["finish"], request.Tools);
        Assert.Equal("What is this?", request.Task);
        Assert.Equal([typeof(RunStarted), typeof(ModelChosen), typeof(TurnAnswered), typeof(RunEnded)], (await router.Stream(command.AskId)).Select(happened => happened.GetType()));
    }

    [Fact]
    public async Task What_it_costs_is_in_the_ledger_for_the_team_and_the_mission_that_may_come_of_it()
    {
        await using var router = await RouterHost.StartOnBus((model, casting) =>
        {
            Cast(model, casting);
            casting.Set("scripted-triage", "inputUsdPerMillion", 10).Set("scripted-triage", "outputUsdPerMillion", 10);
        });
        router.Model.On("triage", Reply.Finish(Question));
        var command = await Command(router);

        await router.InTransaction(transaction => transaction.Send(Endpoints.Router, command));
        await router.Replies.Next<SignalClassified>();

        await router.Until(async () => await Value<long>(router, $"SELECT count(*) FROM factory.ledger_call WHERE mission_id = '{command.MissionId}' AND role = 'triage' AND state = 'settled' AND usd = 0.0012") == 1);
    }

    [Fact]
    public async Task Where_nobody_is_cast_nothing_is_asked_and_nothing_recorded()
    {
        await using var router = await RouterHost.StartOnBus();
        var command = await Command(router);

        await router.InTransaction(transaction => transaction.Send(Endpoints.Router, command));

        Assert.Equal(new SignalClassified(command.SignalId, command.AskId, IsCast: false, null, null), await router.Replies.Next<SignalClassified>());
        Assert.Empty(await router.Stream(command.AskId));
    }

    [Theory]
    [InlineData("""{"kind":"party","rationale":"It says so.","confidence":0.9}""", "expected one of")]
    [InlineData("""{"kind":"fix","rationale":"It says so.","confidence":7}""", "expected at most 1")]
    [InlineData("""{"kind":"fix","confidence":0.9}""", "rationale is missing")]
    public async Task An_answer_that_does_not_fit_the_schema_is_none(string arguments, string problem)
    {
        await using var router = await RouterHost.StartOnBus(Cast);
        router.Model.On("triage", Reply.Call("finish", arguments));

        await router.InTransaction(Sending(await Command(router)));
        var said = await router.Replies.Next<SignalClassified>();

        Assert.Null(said.Answer);
        Assert.Contains(problem, said.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_alone_are_no_answer()
    {
        await using var router = await RouterHost.StartOnBus(Cast);
        router.Model.On("triage", Reply.Says("It is a question."));

        await router.InTransaction(Sending(await Command(router)));

        Assert.Contains("did not answer in the form", (await router.Replies.Next<SignalClassified>()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_never_answers_is_waited_for_no_longer_than_was_said()
    {
        await using var router = await RouterHost.StartOnBus(Cast);
        router.Model.On("triage", Reply.Finish(Question).When(new TaskCompletionSource().Task));

        await router.InTransaction(Sending(await Command(router, patience: TimeSpan.FromSeconds(1))));

        Assert.Equal("no model answered in time.", (await router.Replies.Next<SignalClassified>()).Problem);
        await router.Until(() => Task.FromResult(router.Model.Cancelled == 1));
    }

    [Fact]
    public async Task An_answer_that_could_cost_more_than_it_may_is_not_asked_for()
    {
        await using var router = await RouterHost.StartOnBus((model, casting) =>
        {
            Cast(model, casting);
            casting.Set("scripted-triage", "outputUsdPerMillion", 1000);
        });

        await router.InTransaction(Sending(await Command(router)));

        Assert.Contains("would cost more than the 0.05 US dollars", (await router.Replies.Next<SignalClassified>()).Problem, StringComparison.Ordinal);
        Assert.Empty(router.Model.Requests);
    }

    [Fact]
    public async Task A_rule_that_protects_one_of_the_repositories_holds()
    {
        await using var router = await RouterHost.StartOnBus((model, casting) =>
        {
            Cast(model, casting);
            casting.File["rules"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"when":{"repository":"/srv/secret"},"only":{"selfHosted":true}}]""");
        });

        await router.InTransaction(Sending(await Command(router, places: ["/srv/shop", "/srv/secret"])));

        Assert.Contains("allows self-hosted models only", (await router.Replies.Next<SignalClassified>()).Problem, StringComparison.Ordinal);
        Assert.Empty(router.Model.Requests);
    }

    [Fact]
    public async Task A_run_that_a_killed_process_began_is_gone_on_with()
    {
        await using var router = await RouterHost.StartOnBus(Cast);
        router.Model.On("triage", Reply.Finish(Question));
        var command = await Command(router);
        var began = new RunStarted(command.MissionId, command.AskId, command.Team, "triage", command.Task, command.Prompt, command.Task, null, new RunLimits(TimeSpan.FromMinutes(5), 1, 0.05m));
        await router.InTransaction(transaction => transaction.Append(new StreamAppend(command.AskId, "droid_run", 0, [began])));

        await router.InTransaction(Sending(command));

        Assert.Equal("question", (await router.Replies.Next<SignalClassified>()).Answer?.Kind);
        Assert.Single(await router.Stream(command.AskId), happened => happened is RunStarted);
    }

    [Fact]
    public async Task An_answer_whose_recording_was_lost_is_not_paid_again()
    {
        await using var router = await RouterHost.StartOnBus(Cast);
        router.Model.On("triage", Reply.Finish(Question));
        var command = await Command(router);
        var work = ActivatorUtilities.CreateInstance<ClassifySignalWork>(router.Services);

        await work.Do(command, Lease, CancellationToken.None);
        var recording = await work.Do(command, Lease, CancellationToken.None);
        await router.InTransaction(transaction => recording(transaction));

        Assert.Equal("question", (await router.Replies.Next<SignalClassified>()).Answer?.Kind);
        Assert.Single(router.Model.Requests);
        Assert.Single(await router.Stream(command.AskId), happened => happened is TurnAnswered);
    }

    [Fact]
    public async Task Two_that_ask_at_once_record_one_answer_and_say_the_same()
    {
        await using var router = await RouterHost.StartOnBus(Cast);
        router.Model.On("triage", Reply.Finish(Question), Reply.Finish(new { kind = "fix", rationale = "Another.", confidence = 0.8 }));
        var command = await Command(router);
        var (one, other) = (ActivatorUtilities.CreateInstance<ClassifySignalWork>(router.Services, new UnrecordedAnswers()), ActivatorUtilities.CreateInstance<ClassifySignalWork>(router.Services, new UnrecordedAnswers()));

        var (late, early) = (await one.Do(command, Lease, CancellationToken.None), await other.Do(command, Lease, CancellationToken.None));
        await router.InTransaction(transaction => early(transaction));
        await Assert.ThrowsAsync<ConcurrencyConflict>(() => router.InTransaction(transaction => late(transaction)));
        var again = await one.Do(command, Lease, CancellationToken.None);
        await router.InTransaction(transaction => again(transaction));

        Assert.Equal(await router.Replies.Next<SignalClassified>(), await router.Replies.Next<SignalClassified>());
        Assert.Single(await router.Stream(command.AskId), happened => happened is TurnAnswered);
    }

    private static void Cast(ScriptedModelServer model, ScriptedCasting casting) => casting.Model("scripted-triage", "triage").Role("triage", "scripted-triage");

    private static Action<Messaging.HeartTransaction> Sending(ClassifySignal command) => transaction => transaction.Send(Endpoints.Router, command);

    private static async Task<ClassifySignal> Command(RouterHost router, TimeSpan? patience = null, IReadOnlyList<string>? places = null)
    {
        var blobs = router.Services.GetRequiredService<BlobStore>();
        var prompt = await blobs.Put(RouterHost.Team, Encoding.UTF8.GetBytes("You sort."), "text/markdown");
        var task = await blobs.Put(RouterHost.Team, Encoding.UTF8.GetBytes("What is this?"), "text/markdown");
        var until = TimeProvider.System.GetUtcNow() + (patience ?? TimeSpan.FromMinutes(5));
        return new ClassifySignal(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), RouterHost.Team, prompt, "0123456789abcdef", task, places ?? ["/srv/shop"], 0.05m, until, RunInHistory.ReplyTo);
    }

    private static async Task<T> Value<T>(RouterHost router, string sql)
    {
        await using var command = router.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
