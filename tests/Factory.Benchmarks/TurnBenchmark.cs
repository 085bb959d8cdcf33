using Factory.Benchmarks.Line;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.ScriptedModel;
using Factory.Servers;
using Factory.Workspaces.Repositories;

namespace Factory.Benchmarks;

/// <summary>
/// What one turn of a droid costs beside the model and the tool: a coder whose model answers at once calls a tool that does nothing, turn after turn.
/// Measured between two requests at the model, so that everything counts: six transactions, the messages between them, reading and sending the transcript.
/// </summary>
internal sealed class TurnBenchmark : IBenchmark
{
    private const int Turns = 240;
    private const int WarmUps = 80;
    private const string Team = "benchmark";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Name => "turn";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct) =>
    [
        .. await Measure("in one process", 5, LocalLine.Start, ct),
        .. await Measure("with services", 10, ServicesLine.Start, ct),
    ];

    private static async Task<IReadOnlyList<Figure>> Measure<TLine>(
        string where, double most, Func<string, string, IReadOnlyDictionary<string, string?>, CancellationToken, Task<TLine>> start, CancellationToken ct)
        where TLine : ILine
    {
        var folder = TestServers.NewFolder();
        var data = Path.Combine(folder, "data");
        var fetched = await FetchedRepository.Make(folder, data, ct);
        await using var model = await ScriptedModelServer.Start(keepRequests: false);
        await using var line = await start(data, await TestServers.Database(), model.Casting("coder"), ct);
        // The first run warms up what compiles itself while it runs.
        await Overhead(line, model, fetched, number => Reply.Call("list", new { glob = $"**/{number}*" }), ct);
        var list = await Overhead(line, model, fetched, number => Reply.Call("list", new { glob = $"**/{number}*" }), ct);
        var sandboxed = await Overhead(line, model, fetched, number => Reply.Call("run", new { command = "true", timeoutSeconds = 60 + number }), ct);
        return
        [
            new Figure($"turn: {where}, p50", list, "ms", null, $"under {most} ms", list < most),
            new Figure($"turn: {where}, a sandboxed true, p50", sandboxed, "ms", null, "under 20 ms", sandboxed < 20),
        ];
    }

    /// <returns>The median of the milliseconds between two requests, after warm-up.</returns>
    private static async Task<double> Overhead(ILine line, ScriptedModelServer model, FetchedMirror mirror, Func<int, Reply> turn, CancellationToken ct)
    {
        var asked = new List<long>(Turns + 1);
        model.On("coder", _ =>
        {
            asked.Add(TimeProvider.System.GetTimestamp());
            return asked.Count <= Turns ? IdleTurns.Of(asked.Count, turn) : Reply.Finish(new { claims = "nothing to do", stuck = true });
        });
        await WriteNothing(line, mirror, ct);
        var times = asked.Zip(asked.Skip(1), (one, next) => TimeProvider.System.GetElapsedTime(one, next).TotalMilliseconds).Skip(WarmUps).Order().ToList();
        return times[times.Count / 2];
    }

    private static async Task WriteNothing(ILine line, FetchedMirror mirror, CancellationToken ct)
    {
        var feature = Guid.NewGuid();
        var finished = Finished.Of(feature);
        var text = await line.Blobs.Put(Team, "Nothing."u8.ToArray(), "text/plain", ct);
        var order = new WriteCode(
            Guid.NewGuid(), feature, Team, 1, mirror.MirrorName, mirror.BaseCommit, "Nothing", text, text, [], new TestSettings("true", Given: true),
            MissionLimits.Default with { Turns = 1_000 }, null, null, AnswerConsumer.Endpoint);
        await line.Heart.InTransaction(
            transaction =>
            {
                transaction.Send(Endpoints.Coder, order);
                return Task.CompletedTask;
            },
            ct);
        await finished.WaitAsync(Patience, ct);
    }
}
