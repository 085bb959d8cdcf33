using Factory.Router.Models;
using Factory.Router.Tests.Fixtures;
using Factory.Router.Tests.Protocols;
using Factory.ScriptedModel;

namespace Factory.Router.Tests.Dialects;

public sealed class AskingOnceMore
{
    private const string Malformed = "{\"path\": oops";

    public static TheoryData<string, bool> Everything => Spoken.Everything;

    [Fact]
    public async Task What_can_be_repaired_is_not_asked_for_again()
    {
        await using var router = await Spoken.Start("openai", streams: true);
        router.Model.On("coder", Reply.Call("read", """{"path":"a.py",}"""));

        var (_, answered) = await router.Models.Ask((await router.Run()).Ask(1), CancellationToken.None);

        Assert.Equal("""{"path":"a.py"}""", Assert.Single(answered.Answer.Calls).Arguments);
        Assert.Single(router.Model.Requests);
    }

    [Theory]
    [InlineData("openai-compatible", false)]
    [InlineData("openai", true)]
    [InlineData("openai-responses", true)]
    [InlineData("anthropic", true)]
    public async Task A_model_is_shown_once_what_was_wrong_with_its_call(string provider, bool streams)
    {
        await using var router = await Spoken.Start(provider, streams);
        router.Model.On("coder", Reply.Call("read", Malformed).And("read", new { path = "b.py" }), Reply.Call("read", new { path = "a.py" }));

        var (_, answered) = await router.Models.Ask((await router.Run()).Ask(1), CancellationToken.None);

        Assert.Equal(("t0001c001", """{"path":"a.py"}"""), answered.Answer.Calls.Select(call => (call.Id, call.Arguments)).Single());
        Assert.Equal(2, router.Model.Requests.Count);
        Assert.Equal(["system", "user", "assistant", "tool", "tool"], router.Model.Requests[1].Messages.Select(message => message.Role));
        Assert.Contains("no JSON object", router.Model.Requests[1].LastResult, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_still_malformed_is_handed_over_as_it_is()
    {
        await using var router = await Spoken.Start("openai", streams: true);
        router.Model.On("coder", Reply.Call("read", Malformed));

        var (_, answered) = await router.Models.Ask((await router.Run()).Ask(1), CancellationToken.None);

        Assert.Equal(Malformed, Assert.Single(answered.Answer.Calls).Arguments);
        Assert.Equal(2, router.Model.Requests.Count);
    }

    [Fact]
    public async Task When_it_cannot_be_asked_again_the_first_answer_is_handed_over()
    {
        await using var router = await Spoken.Start("openai", streams: true);
        router.Model.On("coder", Reply.Call("read", Malformed), Reply.Fails(500));

        var (_, answered) = await router.Models.Ask((await router.Run()).Ask(1), CancellationToken.None);

        Assert.Equal(Malformed, Assert.Single(answered.Answer.Calls).Arguments);
    }

    [Theory]
    [InlineData("openai", "length")]
    [InlineData("openai-responses", "max_output_tokens")]
    [InlineData("anthropic", "max_tokens")]
    public async Task Half_a_call_of_an_answer_that_was_cut_is_never_run(string provider, string reason)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Call("edit", """{"path":"a.py","lines":["one" """).Stopping(reason), Reply.Call("edit", """{"path":"a.py","lines":["one" """).Stopping(reason));
        var model = Spoken.Model(router, provider, streams: true);

        var failure = await Assert.ThrowsAnyAsync<ModelFailure>(async () => await model.Ask(new ModelCall((await router.Run()).Ask(1)), CancellationToken.None));

        Assert.Equal(FailureKind.MalformedCall, failure.Kind);
        Assert.NotNull(failure.Spent);
        Assert.Contains("too long", router.Model.Requests[1].LastResult, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_were_cut_are_an_answer()
    {
        await using var router = await Spoken.Start("anthropic", streams: true);
        router.Model.On("coder", Reply.Says("I was going to say mu").Stopping("max_tokens"));

        var (_, answered) = await router.Models.Ask((await router.Run()).Ask(1), CancellationToken.None);

        Assert.Equal("I was going to say mu", answered.Answer.Text);
        Assert.Single(router.Model.Requests);
    }
}
