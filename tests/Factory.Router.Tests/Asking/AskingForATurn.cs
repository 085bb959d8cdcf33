using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Messaging.Leases;
using Factory.Router.Asking;
using Factory.Router.Casting;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Router.Tests.Asking;

public sealed class AskingForATurn
{
    private static readonly LeaseContext Lease = new(Guid.CreateVersion7(), 1, 5);

    [Fact]
    public async Task A_secret_in_what_a_model_says_or_hands_over_is_not_recorded()
    {
        var secret = "ghp_" + new string('a', 36);
        await using var router = await RouterHost.StartOnBus();
        router.Model.On("coder", Reply.Call("note", new { text = $"The key is {secret}." }).Saying($"I found {secret}."));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        var told = await router.Replies.Next<ModelAnswered>();
        var answer = await run.Read<Answer>(told.Answer);
        Assert.Equal(("I found [redacted: a GitHub token].", """{"text":"The key is [redacted: a GitHub token]."}"""), (answer.Text, Assert.Single(answer.Calls).Arguments));
    }

    [Fact]
    public async Task The_answer_is_recorded_and_told()
    {
        await using var router = await RouterHost.StartOnBus();
        router.Model.On("coder", Reply.Call("read", new { path = "a.py" }).Saying("I look."));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        var told = await router.Replies.Next<ModelAnswered>();
        var recorded = Assert.Single(await run.Of<TurnAnswered>());
        Assert.Equal((run.Id, 1, 1, recorded.Answer), (told.RunId, told.Turn, told.Calls, told.Answer));
        Assert.Equal(("scripted-coder", 1, new Spending(0, 120, 1)), (recorded.Model, recorded.Calls, recorded.Spent));
        var answer = await run.Read<Answer>(recorded.Answer);
        Assert.Equal(("I look.", new ToolCall("t0001c001", "read", """{"path":"a.py"}""")), (answer.Text, Assert.Single(answer.Calls)));
    }

    [Fact]
    public async Task A_turn_that_was_answered_is_told_again_and_not_paid_again()
    {
        await using var router = await RouterHost.StartOnBus();
        router.Model.On("coder", Reply.Call("read", new { path = "a.py" }), Reply.Says("Something else."));
        var run = await router.Run();
        await router.Send(run.Ask(1));
        var first = await router.Replies.Next<ModelAnswered>();

        await router.Send(run.Ask(1));

        Assert.Equal(first, await router.Replies.Next<ModelAnswered>());
        Assert.Single(router.Model.Requests);
        Assert.Single(await run.Of<TurnAnswered>());
    }

    [Fact]
    public async Task The_same_calls_have_the_same_fingerprint_in_every_turn()
    {
        await using var router = await RouterHost.StartOnBus();
        router.Model.On("coder", Reply.Call("read", new { path = "a.py" }), Reply.Call("read", new { path = "a.py" }).Saying("Again."), Reply.Call("read", new { path = "b.py" }));
        var run = await router.Run();
        var fingerprints = new List<string>();
        for (var turn = 1; turn <= 3; turn++)
        {
            await router.Send(run.Ask(turn));
            fingerprints.Add((await router.Replies.Next<ModelAnswered>()).Fingerprint);
        }

        Assert.Equal(fingerprints[0], fingerprints[1]);
        Assert.NotEqual(fingerprints[0], fingerprints[2]);
    }

    [Fact]
    public async Task A_model_that_refuses_is_told_as_unavailable_with_the_reason()
    {
        await using var router = await RouterHost.StartOnBus();
        router.Model.On("coder", Reply.Fails(401));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        var told = await router.Replies.Next<ModelUnavailable>();
        Assert.Equal((run.Id, 1, RunOutcome.ModelUnavailable), (told.RunId, told.Turn, told.Outcome));
        Assert.StartsWith("scripted-coder: 401", told.Reason, StringComparison.Ordinal);
        Assert.Empty(await run.Of<TurnAnswered>());
    }

    [Fact]
    public async Task A_run_that_was_cancelled_hangs_up_and_records_nothing()
    {
        await using var router = await RouterHost.StartOnBus();
        router.Model.On("coder", Reply.Says("Late.").After(TimeSpan.FromMinutes(10))).On("second", Reply.Says("x"));
        var run = await router.Run();
        await router.Send(run.Ask(1));
        Assert.True(SpinWait.SpinUntil(() => router.Model.Requests.Count == 1, TimeSpan.FromMinutes(5)), "The model was not asked.");

        await router.InTransaction(transaction => transaction.CancelWork(run.Id));

        Assert.True(SpinWait.SpinUntil(() => router.Model.Cancelled == 1, TimeSpan.FromMinutes(5)), "The model was not hung up on.");
        Assert.Empty(await run.Of<TurnAnswered>());
    }

    [Fact]
    public async Task A_run_that_has_ended_is_not_asked_for()
    {
        await using var router = await RouterHost.StartOnBus();
        var run = await router.Run();
        await run.Append(new RunEnded(Guid.CreateVersion7(), run.Id, RunOutcome.Cancelled, "", Spending.None));

        await router.Send(run.Ask(1));

        Assert.Equal(RunOutcome.Cancelled, (await router.Replies.Next<ModelUnavailable>()).Outcome);
        Assert.Empty(router.Model.Requests);
    }

    [Fact]
    public async Task A_run_that_history_does_not_know_fails()
    {
        await using var router = await RouterHost.StartOnBus();
        var ask = (await router.Run()).Ask(1) with { RunId = Guid.CreateVersion7() };

        await router.Send(ask);

        Assert.Equal(RunOutcome.Failed, (await router.Replies.Next<ModelUnavailable>()).Outcome);
    }

    [Fact]
    public async Task Without_a_casting_the_mechanic_answers_for_nothing()
    {
        await using var router = await RouterHost.StartOnBus((_, casting) => casting.Clear());
        var run = await router.Run(role: "planner");

        await router.Send(run.Ask(1));

        var told = await router.Replies.Next<ModelAnswered>();
        Assert.Equal(new Spending(0, 0, 1), told.Spent);
        Assert.Equal(CastModel.MechanicName, Assert.Single(await run.Of<TurnAnswered>()).Model);
        Assert.Equal(ToolCatalog.RunTests, Assert.Single((await run.Read<Answer>(told.Answer)).Calls).Tool);
    }

    [Fact]
    public async Task Two_that_ask_for_one_turn_at_once_record_one_answer()
    {
        await using var router = await RouterHost.StartOnBus();
        router.Model.On("coder", Reply.Says("One."), Reply.Says("Two."));
        var (run, work) = (await router.Run(), router.Services.GetRequiredService<AskModelWork>());
        var one = await work.Do(run.Ask(1), Lease, CancellationToken.None);
        var two = await work.Do(run.Ask(1), Lease, CancellationToken.None);
        await router.InTransaction(transaction => one(transaction));

        await Assert.ThrowsAnyAsync<Exception>(() => router.InTransaction(transaction => two(transaction)));
        await router.InTransaction(transaction => work.Do(run.Ask(1), Lease, CancellationToken.None).GetAwaiter().GetResult()(transaction));

        Assert.Single(await run.Of<TurnAnswered>());
        Assert.Equal(await router.Replies.Next<ModelAnswered>(), await router.Replies.Next<ModelAnswered>());
    }

    [Fact]
    public async Task An_answer_whose_recording_failed_is_not_paid_again()
    {
        await using var router = await RouterHost.StartOnBus();
        router.Model.On("coder", Reply.Says("Paid."), Reply.Says("Paid twice."));
        var (run, work) = (await router.Run(), router.Services.GetRequiredService<AskModelWork>());
        var lost = await work.Do(run.Ask(1), Lease, CancellationToken.None);
        await run.Append(new RunPaused(run.Id));
        await Assert.ThrowsAnyAsync<Exception>(() => router.InTransaction(transaction => lost(transaction)));

        await router.Send(run.Ask(1));

        Assert.Equal("Paid.", (await run.Read<Answer>((await router.Replies.Next<ModelAnswered>()).Answer)).Text);
        Assert.Single(router.Model.Requests);
    }

    [Fact]
    public async Task An_erased_prompt_ends_the_run_instead_of_being_guessed()
    {
        await using var router = await RouterHost.StartOnBus();
        var run = await router.Run();
        var prompt = Assert.Single(await run.Of<RunStarted>()).Prompt;
        await router.Services.GetRequiredService<BlobStore>().Erase(RouterHost.Team, prompt.Id);

        await router.Send(run.Ask(1));

        Assert.Contains("erased", (await router.Replies.Next<ModelUnavailable>()).Reason, StringComparison.Ordinal);
    }
}
