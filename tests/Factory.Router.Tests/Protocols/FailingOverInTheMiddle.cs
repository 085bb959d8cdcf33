using System.Text.Json.Nodes;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;

namespace Factory.Router.Tests.Protocols;

public sealed class FailingOverInTheMiddle
{
    [Theory]
    [InlineData("openai", "anthropic")]
    [InlineData("anthropic", "openai-responses")]
    [InlineData("openai-responses", "openai-compatible")]
    public async Task Only_one_models_whole_answer_is_recorded(string first, string second)
    {
        await using var router = await RouterHost.StartOnBus((server, casting) =>
        {
            Spoken.In(casting, server, Spoken.Coder, first, streams: true).Set(Spoken.Coder, "attempts", 1);
            Spoken.In(casting.Model("other", "second"), server, "other", second, streams: true);
            casting.Role("coder", new JsonObject { ["model"] = Spoken.Coder, ["fallbacks"] = new JsonArray("other") });
        });
        router.Model
            .On("coder", Reply.Call("edit", new { path = "a.py", newText = "half" }).Saying("I am the first.").CutAfter(9))
            .On("second", Reply.Call("read", new { path = "b.py" }).Saying("I am the second."));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        var told = await router.Replies.Next<ModelAnswered>();
        var answer = await run.Read<Answer>(told.Answer);
        Assert.Equal(("I am the second.", "read"), (answer.Text, Assert.Single(answer.Calls).Tool));
        var turn = Assert.Single(await run.Of<TurnAnswered>());
        Assert.Equal(("other", 1), (turn.Model, turn.Calls));
        Assert.Equal(["coder", "second"], router.Model.Requests.Select(request => request.Model));
    }

    [Fact]
    public async Task What_came_until_the_run_was_cancelled_is_kept_nowhere()
    {
        await using var router = await RouterHost.StartOnBus((server, casting) => Spoken.In(casting, server, Spoken.Coder, "anthropic", streams: true));
        router.Model.On("coder", Reply.Says("Half an answer.").PausingFor(new TaskCompletionSource().Task));
        var run = await router.Run();
        await router.Send(run.Ask(1));
        Assert.True(SpinWait.SpinUntil(() => router.Model.Requests.Count == 1, TimeSpan.FromMinutes(5)), "The model was not asked.");

        await router.InTransaction(transaction => transaction.CancelWork(run.Id));

        Assert.True(SpinWait.SpinUntil(() => router.Model.Cancelled == 1, TimeSpan.FromMinutes(5)), "The model was not hung up on.");
        Assert.Empty(await run.Of<TurnAnswered>());
    }
}
