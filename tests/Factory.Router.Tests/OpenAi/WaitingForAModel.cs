using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Router.Protocols;
using Factory.Router.Tests.Fixtures;
using Factory.Router.Tests.Protocols;
using Factory.ScriptedModel;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Router.Tests.OpenAi;

/// <summary>Alone: it measures the memory of the process.</summary>
[CollectionDefinition(nameof(WaitingForAModel), DisableParallelization = true), Collection(nameof(WaitingForAModel))]
public sealed class WaitingForAModel
{
    private const int First = 50;
    private const int More = 200;
    private const int Turns = 10;
    private const int ResultSize = 10_000;
    private const long BytesARun = 50_000;

    [Theory]
    [InlineData("openai-compatible", false)]
    [InlineData("openai", true)]
    [InlineData("openai-responses", true)]
    [InlineData("anthropic", true)]
    public async Task What_waits_holds_nothing_of_its_transcript(string provider, bool streams)
    {
        var received = 0;
        var answer = new TaskCompletionSource();
        await using var router = await RouterHost.Start(
            (server, casting) => Spoken.In(casting, server, Spoken.Coder, provider, streams), services => services.AddSingleton(new PieceCache(0)), keepRequests: false);
        router.Model.On("coder", _ =>
        {
            Interlocked.Increment(ref received);
            return streams ? Reply.Says("At last.").PausingFor(answer.Task) : Reply.Says("At last.").When(answer.Task);
        });
        var runs = new List<RunInHistory>();
        for (var n = 0; n < First + More; n++)
        {
            runs.Add(await LongRun(router));
        }

        // What the first ones cost is the process warming up.
        var asked = runs.Take(First).Select(Ask).ToList();
        var before = MemoryWhenAll(First);
        asked.AddRange(runs.Skip(First).Select(Ask));
        var after = MemoryWhenAll(First + More);
        answer.SetResult();
        await Task.WhenAll(asked);

        TestContext.Current.TestOutputHelper?.WriteLine($"{(after - before) / More:N0} bytes a waiting run, the scripted server's part included");
        Assert.InRange((after - before) / More, long.MinValue, BytesARun);

        Task Ask(RunInHistory run) => router.Models.Ask(run.Ask(Turns + 1), CancellationToken.None);

        long MemoryWhenAll(int count)
        {
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref received) == count, TimeSpan.FromMinutes(5)), $"Only {received} of {count} were asked.");
            return GC.GetTotalMemory(forceFullCollection: true);
        }
    }

    /// <summary>A transcript of 100 kB, appended at once: each run reads and renders it for itself.</summary>
    private static async Task<RunInHistory> LongRun(RouterHost router)
    {
        var run = await router.Run();
        var answer = await run.Put(new Answer("", [new ToolCall("call", "read", "{}")]));
        var results = await run.Put(new[] { new ToolResult("call", "read", false, new string('x', ResultSize), null) });
        await run.Append([.. Enumerable.Range(1, Turns).SelectMany(turn => new object[]
        {
            new TurnAnswered(run.Id, turn, "some/model", answer, 1, Spending.None, 1),
            new ToolsReturned(run.Id, turn, Guid.Empty, results, null, null, 1),
        })]);
        return run;
    }
}
