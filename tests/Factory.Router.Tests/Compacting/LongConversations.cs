using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;

namespace Factory.Router.Tests.Compacting;

public sealed class LongConversations
{
    private const int WindowTokens = 8_000;

    [Fact]
    public async Task Are_summed_up_before_they_fill_the_window()
    {
        await using var router = await Start();
        var run = await Run(router, turns: 12, resultCharacters: 3_000);

        await router.Send(run.Ask(13));

        await router.Replies.Next<ModelAnswered>();
        var compacted = Assert.Single(await run.Of<TranscriptCompacted>());
        Assert.InRange(compacted.UpToTurn, 6, 11);
        Assert.True(compacted.TokensAfter < compacted.TokensBefore / 2, $"{compacted.TokensBefore} tokens became {compacted.TokensAfter}");
        var asked = Assert.Single(router.Model.Requests);
        Assert.Equal(["system", "user", "user"], asked.Messages.Take(3).Select(message => message.Role));
        Assert.Contains("What was done in turns 1 to", asked.Messages[2].Content, StringComparison.Ordinal);
        Assert.Contains("- src/file1.py: replace in turn 1", asked.Messages[2].Content, StringComparison.Ordinal);
        Assert.True(asked.Messages.Sum(message => message.Content.Length) < WindowTokens * 4 * 0.7, "It would not fit.");
    }

    [Fact]
    public async Task Keep_rules_task_and_what_people_said_as_they_are()
    {
        await using var router = await Start();
        var run = await Run(router, turns: 12, resultCharacters: 3_000, noteAfter: 2);

        await router.Send(run.Ask(13) with { Notes = 1 });

        await router.Replies.Next<ModelAnswered>();
        var messages = Assert.Single(router.Model.Requests).Messages;
        Assert.Equal(("system", "You are a coder."), (messages[0].Role, messages[0].Content));
        Assert.Equal("Mend it.", messages[1].Content);
        Assert.Contains("Prices are added.", messages[2].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_the_same_from_turn_to_turn_so_that_the_providers_cache_is_hit()
    {
        await using var router = await Start();
        var run = await Run(router, turns: 12, resultCharacters: 3_000);
        for (var turn = 13; turn <= 15; turn++)
        {
            await router.Send(run.Ask(turn));
            var answered = await router.Replies.Next<ModelAnswered>();
            await run.Returned(turn, new ToolResult("t", "read", IsError: false, new string('x', 200), null));
            Assert.Equal(turn, answered.Turn);
        }

        var requests = router.Model.Requests;
        Assert.Equal(3, requests.Count);
        Assert.Single(await run.Of<TranscriptCompacted>());
        for (var at = 1; at < requests.Count; at++)
            Assert.Equal(Said(requests[at - 1]), Said(requests[at]).Take(requests[at - 1].Messages.Count));
    }

    [Fact]
    public async Task Are_compacted_once_more_where_the_provider_counts_more_tokens_than_we()
    {
        await using var router = await Start(contextTokens: 1_000_000);
        router.Model.On("coder", request => request.Messages.Sum(message => message.Content.Length) > 20_000
            ? Reply.Fails(400, body: """{"error":{"message":"This model's maximum context length is 5000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""")
            : Reply.Says("Now it fits."));
        var run = await Run(router, turns: 12, resultCharacters: 3_000);

        await router.Send(run.Ask(13));

        var answered = await router.Replies.Next<ModelAnswered>();
        Assert.Equal(13, answered.Turn);
        Assert.Single(await run.Of<TranscriptCompacted>());
        Assert.Equal(2, router.Model.Requests.Count);
    }

    [Fact]
    public async Task Whose_last_turn_alone_is_too_long_have_its_results_cut()
    {
        await using var router = await Start();
        var run = await Run(router, turns: 2, resultCharacters: 30_000);

        await router.Send(run.Ask(3));

        await router.Replies.Next<ModelAnswered>();
        Assert.NotNull(Assert.Single(await run.Of<TranscriptCompacted>()).CutResultsTo);
        var last = Assert.Single(router.Model.Requests).Messages[^1].Content;
        Assert.Contains("[cut: ", last, StringComparison.Ordinal);
        Assert.True(last.Length < 12_000, $"{last.Length} characters remain");
    }

    [Theory]
    [InlineData(3_000, 12, 1)]
    [InlineData(30_000, 2, 1)]
    [InlineData(30_000, 2, 2)]
    public async Task Keep_what_was_told_of_folders_and_skills_word_for_word_and_tell_it_once(int resultCharacters, int turns, int toldIn)
    {
        await using var router = await Start();
        var run = await Run(router, turns, resultCharacters, guidance: "src/ has an AGENTS.md of its own: use spaces.", toldIn: toldIn);

        await router.Send(run.Ask(turns + 1));

        await router.Replies.Next<ModelAnswered>();
        Assert.Single(await run.Of<TranscriptCompacted>());
        var messages = Assert.Single(router.Model.Requests).Messages;
        Assert.Equal(["src/ has an AGENTS.md of its own: use spaces."], messages.Select(message => message.Content).Where(said => said.Contains("use spaces", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stay_with_the_role_of_a_skill_that_was_loaded_in_a_turn_that_is_summed_up()
    {
        await using var router = await RouterHost.StartOnBus((model, casting) =>
        {
            casting.Set("scripted-coder", "contextTokens", WindowTokens).Set("scripted-coder", "maxOutputTokens", 1000);
            casting.Model("expert", "expert").Role("cobol", "expert").Set("expert", "contextTokens", WindowTokens).Set("expert", "maxOutputTokens", 1000);
            model.On("expert", Reply.Call("read", new { path = "a.py" }));
        });
        var run = await Run(router, turns: 12, resultCharacters: 3_000, skillRole: "cobol");

        await router.Send(run.Ask(13));

        await router.Replies.Next<ModelAnswered>();
        Assert.InRange(Assert.Single(await run.Of<TranscriptCompacted>()).UpToTurn, 1, 12);
        Assert.Equal(["expert"], router.Model.Requests.Select(request => request.Model));
        Assert.Equal(("expert", "a skill names the role cobol: the role's best by its policy"), (await run.Of<ModelChosen>()).Select(chosen => (chosen.Model, chosen.Reason)).Single());
    }

    [Fact]
    public async Task Get_the_reasons_from_the_compactor_where_one_is_cast()
    {
        await using var router = await RouterHost.StartOnBus((model, casting) =>
        {
            casting.Set("scripted-coder", "contextTokens", WindowTokens).Set("scripted-coder", "maxOutputTokens", 1000);
            casting.Model("small", "small").Role("compactor", "small").Set("small", "inputUsdPerMillion", 1).Set("small", "outputUsdPerMillion", 1);
            model.On("coder", Reply.Call("read", new { path = "a.py" }));
            model.On("small", Reply.Says("The loop subtracts, because someone meant a refund.").Counting((900_000, 100)));
        });
        var run = await Run(router, turns: 12, resultCharacters: 3_000);

        await router.Send(run.Ask(13, budgetUsd: 5));

        await router.Replies.Next<ModelAnswered>();
        var compacted = Assert.Single(await run.Of<TranscriptCompacted>());
        Assert.Equal(("small", true), (compacted.By, compacted.Spent.Usd > 0.9m));
        Assert.Equal(["small", "coder"], router.Model.Requests.Select(request => request.Model));
        Assert.Contains("will be replaced by a summary", router.Model.Requests[0].Messages[^1].Content, StringComparison.Ordinal);
        Assert.Contains("someone meant a refund", router.Model.Requests[1].Messages[2].Content, StringComparison.Ordinal);
        Assert.Contains("- src/file1.py: replace in turn 1", router.Model.Requests[1].Messages[2].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_the_compactor_once_when_somebody_speaks_meanwhile()
    {
        var (asked, spoken) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var router = await RouterHost.StartOnBus((model, casting) =>
        {
            casting.Set("scripted-coder", "contextTokens", WindowTokens).Set("scripted-coder", "maxOutputTokens", 1000);
            casting.Model("small", "small").Role("compactor", "small").Set("small", "inputUsdPerMillion", 1).Set("small", "outputUsdPerMillion", 1);
            model.On("coder", Reply.Call("read", new { path = "a.py" }));
            model.On("small", _ =>
            {
                asked.TrySetResult();
                return Reply.Says("Because of the refund.").When(spoken.Task);
            });
        });
        var run = await Run(router, turns: 12, resultCharacters: 3_000);
        await router.Send(run.Ask(13, budgetUsd: 5));
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(5));
        await run.Append(new RunNoted(run.Id, Guid.CreateVersion7(), 12, "anna", await run.Put("Prices are added.")));

        spoken.SetResult();

        await router.Replies.Next<ModelAnswered>();
        Assert.Equal(["small", "coder"], router.Model.Requests.Select(request => request.Model));
        Assert.Single(await run.Of<TranscriptCompacted>());
        Assert.Contains("Prices are added.", router.Model.Requests[1].Messages[^1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_not_summed_up_at_each_turn_where_rules_take_half_of_the_window()
    {
        await using var router = await Start();
        var run = await Run(router, turns: 12, resultCharacters: 1_500, rules: new string('r', 17_000));
        for (var turn = 13; turn <= 16; turn++)
        {
            await router.Send(run.Ask(turn));
            await router.Replies.Next<ModelAnswered>();
            await run.Returned(turn, new ToolResult("t", "read", IsError: false, new string('x', 1_500), null));
        }

        Assert.InRange((await run.Of<TranscriptCompacted>()).Count, 1, 2);
    }

    private static IEnumerable<(string, string)> Said(ScriptedRequest request) => request.Messages.Select(message => (message.Role, message.Content));

    private static Task<RouterHost> Start(int contextTokens = WindowTokens) => RouterHost.StartOnBus((model, casting) =>
    {
        casting.Set("scripted-coder", "contextTokens", contextTokens).Set("scripted-coder", "maxOutputTokens", 1000);
        model.On("coder", Reply.Call("read", new { path = "a.py" }));
    });

    private static async Task<RunInHistory> Run(RouterHost router, int turns, int resultCharacters, int? noteAfter = null, string rules = "You are a coder.", string? skillRole = null, string? guidance = null, int toldIn = 0)
    {
        var run = await router.Run(rules, "Mend it.");
        for (var turn = 1; turn <= turns; turn++)
        {
            var call = new ToolCall($"t{turn:0000}c001", "edit", $$"""{"operation":"replace","path":"src/file{{turn}}.py","oldText":"a","newText":"b"}""");
            await run.Answered(turn, new Answer($"Turn {turn}.", [call]));
            var result = new ToolResult(call.Id, "edit", IsError: false, new string((char)('a' + turn % 26), resultCharacters), null);
            await run.Append(new ToolsReturned(run.Id, turn, Guid.CreateVersion7(), await run.Put(new[] { result }), null, null, 1)
            {
                SkillRole = turn == 1 ? skillRole : null,
                Guidance = guidance is null || turn != toldIn ? null : [await run.PutText(guidance)],
            });
            if (noteAfter == turn)
                await run.Append(new RunNoted(run.Id, Guid.CreateVersion7(), turn, "anna", await run.Put("Prices are added.")));
        }

        return run;
    }
}
