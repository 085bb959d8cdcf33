using System.Text;
using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.Droids.Runs;
using Factory.History;
using Factory.Messaging.Sagas;
using Npgsql;

namespace Factory.Benchmarks.Line;

/// <summary>Runs in the middle of their work, put into history as if they had got there: some turns are answered, and the tools of the last one run.</summary>
/// <param name="turns">Answered so far.</param>
/// <param name="resultCharacters">Of each tool result; about 12,400 make 100 kB in 8 turns.</param>
/// <param name="workspace">What the runs work on; null for runs that only talk, and whose tools run at this moment.</param>
internal sealed class SeededRuns(NpgsqlDataSource database, int turns = SeededRuns.DefaultTurns, int resultCharacters = 12_400, WorkspaceSpec? workspace = null)
{
    public const int DefaultTurns = 8;
    public const string Team = "benchmark";
    private static readonly RunLimits Limits = new(TimeSpan.FromHours(1), 1_000, 5m);

    private readonly EventStore _store = new(database, EventTypes.Product, TimeProvider.System, []);
    private readonly BlobStore _blobs = new(database, TimeProvider.System);

    public static Guid Id(Guid batch, int number) => Ids.Derive(batch, $"run-{number}");

    public Task Make(Guid batch, int count, CancellationToken ct) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (number, stop) => await Make(Id(batch, number), stop));

    /// <summary>Makes one run; with a workspace, it thinks about a turn whose answer is in history, and which this gives back to be told.</summary>
    public async Task<ModelAnswered> Make(Guid run, CancellationToken ct)
    {
        var order = await Put(new WriteCode(
            run, run, Team, 1, "none", "none", "Wait", Nothing, Nothing, [], new TestSettings(null, Given: false), MissionLimits.Default, null, null, AnswerConsumer.Endpoint), ct);
        var prompt = await _blobs.Put(Team, Encoding.UTF8.GetBytes($"The rules of run {run}."), "text/plain", ct);
        var start = new StartRun(run, run, Team, "coder", order, prompt, prompt, workspace, Limits);
        var events = new List<object> { new RunStarted(run, run, Team, "coder", order, prompt, prompt, workspace, Limits) };
        for (var turn = 1; turn <= turns; turn++)
        {
            var answer = await Put(new Answer($"Turn {turn} of {run}", [new ToolCall($"t{turn:0000}c001", "read", $$"""{"path":"file{{turn}}.txt"}""")]), ct);
            events.Add(new TurnAnswered(run, turn, "scripted", answer, 1, Spending.None, 1));
            events.Add(new ToolsReturned(run, turn, Guid.Empty, await Put(new[] { new ToolResult($"t{turn:0000}c001", "read", false, Text(run, turn, resultCharacters), null) }, ct), null, null, 1));
        }

        var next = await Put(new Answer("On it goes.", [new ToolCall($"t{turns + 1:0000}c001", "list", """{"glob":"*"}""")]), ct);
        if (workspace is not null)
            events.Add(new TurnAnswered(run, turns + 1, "scripted", next, 1, Spending.None, 1));
        await _store.Append(new StreamAppend(run, "droid_run", 0, events), ct);
        await PutSaga(start, ct);
        return new ModelAnswered(run, turns + 1, next, 1, "seeded", Spending.None);
    }

    private async Task PutSaga(StartRun start, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(SagaRows<DroidRunState>.Insert(new DroidRunState
        {
            CorrelationId = start.RunId, CurrentState = workspace is null ? "Acting" : "Thinking", Start = start, Turn = turns, Answer = workspace is null ? start.Order : null, CallsFingerprint = "seeded", StepSince = now, TimeUpAt = now + Limits.Time,
        }));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static BlobRef Nothing { get; } = BlobStore.Describe(Team, []);

    private Task<BlobRef> Put<T>(T content, CancellationToken ct) => _blobs.Put(Team, JsonSerializer.SerializeToUtf8Bytes(content, DroidJson.Options), "application/json", ct);

    private static string Text(Guid run, int turn, int characters)
    {
        var text = new StringBuilder(characters + 100);
        for (var line = 1; text.Length < characters; line++)
            text.Append($"{line,6}  line {line} of file {turn} as run {run} read it\n");
        return text.ToString();
    }
}
