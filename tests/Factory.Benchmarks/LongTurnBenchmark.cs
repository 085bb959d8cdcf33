using Factory.Benchmarks.Line;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History;
using Factory.ScriptedModel;
using Factory.Servers;
using Npgsql;

namespace Factory.Benchmarks;

/// <summary>
/// How long a run with a long conversation waits between a tool result and the next request at the model, every service a process of its own: the
/// saga's step, the messages, and rendering and sending the whole transcript. From the recorded result's time to the request's arrival, body included.
/// </summary>
internal sealed class LongTurnBenchmark : IBenchmark
{
    private const int Turns = 60;
    private const int WarmUps = 20;
    private const int Long = 100;
    private const int ResultCharacters = 3_700;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Name => "long-turn";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct)
    {
        var folder = TestServers.NewFolder();
        var data = Path.Combine(folder, "data");
        var fetched = await FetchedRepository.Make(folder, data, ct);
        var database = await TestServers.Database();
        await using var source = NpgsqlDataSource.Create(database);
        await using var model = await ScriptedModelServer.Start(keepRequests: false);
        await using var line = await ServicesLine.Start(data, database, model.Casting("coder"), ct);
        // The first run warms up what compiles itself while it runs.
        await Waits(line, model, source, fetched.MirrorName, fetched.BaseCommit, Long / 2, ct);
        var half = await Waits(line, model, source, fetched.MirrorName, fetched.BaseCommit, Long / 2, ct);
        var whole = await Waits(line, model, source, fetched.MirrorName, fetched.BaseCommit, Long, ct);
        var twice = await Waits(line, model, source, fetched.MirrorName, fetched.BaseCommit, 2 * Long, ct);
        return
        [
            new Figure("long-turn: 100 turns of 400 kB, p50", whole, "ms", null, "under 20 ms", whole < 20),
            new Figure("long-turn: 50 turns of 200 kB, p50", half, "ms", null, "no reach set", Reached: true),
            new Figure("long-turn: 200 turns of 800 kB, p50", twice, "ms", twice / whole, "at most twice that of half the size", twice <= 2 * whole),
        ];
    }

    /// <returns>The median of the milliseconds between a tool result and the next request, after warm-up.</returns>
    private static async Task<double> Waits(ServicesLine line, ScriptedModelServer model, NpgsqlDataSource database, string mirror, string commit, int turns, CancellationToken ct)
    {
        var asked = new List<DateTimeOffset>(Turns + 1);
        model.On("coder", _ =>
        {
            asked.Add(TimeProvider.System.GetUtcNow());
            return asked.Count <= Turns ? IdleTurns.List(asked.Count) : Reply.Finish(new { claims = "nothing to do", stuck = true });
        });
        var run = Guid.NewGuid();
        var spec = new WorkspaceSpec(mirror, commit, null, new TestSettings("true", Given: true));
        var answered = await new SeededRuns(database, turns, ResultCharacters, spec).Make(run, ct);
        var finished = Finished.Of(run);
        await line.Heart.InTransaction(
            transaction =>
            {
                transaction.Send(Endpoints.Runs("coder"), answered);
                return Task.CompletedTask;
            },
            ct);
        await finished.WaitAsync(Patience, ct);
        var returned = await Returned(database, run, turns, ct);
        var waits = asked.Zip(returned, (at, result) => (at - result).TotalMilliseconds).Skip(WarmUps).Order().ToList();
        return waits[waits.Count / 2];
    }

    /// <summary>When the results of each turn were recorded, from the first after the seeded ones on.</summary>
    private static async Task<List<DateTimeOffset>> Returned(NpgsqlDataSource database, Guid run, int seeded, CancellationToken ct)
    {
        var (times, end) = (new List<DateTimeOffset>(), "it has not ended");
        await foreach (var stored in new EventStore(database, EventTypes.Product, TimeProvider.System, []).Read(run, ct: ct))
        {
            if (stored.Data is ToolsReturned returned && returned.Turn > seeded)
                times.Add(stored.Timestamp);
            if (stored.Data is RunEnded ended)
                end = $"{ended.Outcome}: {ended.Reason}";
        }

        return times.Count > WarmUps ? times : throw new InvalidOperationException($"The run had {times.Count} turns: {end}");
    }
}
