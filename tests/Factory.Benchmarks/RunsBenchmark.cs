using Factory.Benchmarks.Line;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.ScriptedModel;
using Factory.Servers;
using Npgsql;

namespace Factory.Benchmarks;

/// <summary>
/// Many runs at once, every service a process of its own: 200 coders whose model answers after two seconds call a tool in their workspaces, turn after
/// turn. Without any cost of ours they would take 100 turns a second.
/// </summary>
internal sealed class RunsBenchmark : IBenchmark
{
    private const int Runs = 200;
    private const int Turns = 50;
    private const string Team = "benchmark";
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Name => "runs";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct)
    {
        var folder = TestServers.NewFolder();
        var data = Path.Combine(folder, "data");
        var mirror = await FetchedRepository.Make(folder, data, ct);
        var database = await TestServers.Database();
        await using var model = await ScriptedModelServer.Start(keepRequests: false);
        var settings = new Dictionary<string, string?>(model.Casting("coder"), StringComparer.OrdinalIgnoreCase) { ["Factory:Computer:Workspaces"] = "250" };
        await using var line = await ServicesLine.Start(data, database, settings, ct);
        var number = 0;
        // The order of calls is what stuck detection looks at: each is another.
        model.On("coder", _ => IdleTurns.List(Interlocked.Increment(ref number)).After(Thinking));
        var ended = new List<Task>();
        for (var run = 0; run < Runs; run++)
            ended.Add(await Order(line, mirror.MirrorName, mirror.BaseCommit, ct));
        await Task.WhenAll(ended).WaitAsync(Patience, ct);
        return await Figures(database, ct);
    }

    private static async Task<Task> Order(ServicesLine line, string mirror, string commit, CancellationToken ct)
    {
        var feature = Guid.NewGuid();
        var finished = Finished.Of(feature);
        var text = await line.Blobs.Put(Team, "Nothing."u8.ToArray(), "text/plain", ct);
        var order = new WriteCode(
            Guid.NewGuid(), feature, Team, 1, mirror, commit, "Nothing", text, text, [], new TestSettings("true", Given: true),
            MissionLimits.Default with { Turns = Turns, Time = TimeSpan.FromHours(1) }, null, null, AnswerConsumer.Endpoint);
        await line.Heart.InTransaction(
            transaction =>
            {
                transaction.Send(Endpoints.Coder, order);
                return Task.CompletedTask;
            },
            ct);
        return finished;
    }

    /// <summary>From history: between the moment when the last run had its first turn and the moment when the first run had its last, all were under way.</summary>
    private static async Task<IReadOnlyList<Figure>> Figures(string database, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(
            """
            with turns as (select stream_id, timestamp from history.mt_events where type = 'turn_answered'),
                 runs as (select stream_id, min(timestamp) as first, max(timestamp) as last, count(*) as count from turns group by stream_id),
                 busy as (select max(first) as since, min(last) as until from runs)
            select (select count(*) from runs where count = $1), extract(epoch from until - since)::float8,
                   (select count(*) from turns, busy b where timestamp > b.since and timestamp <= b.until),
                   (select min(n) from (select count(*) filter (where t.timestamp > b.since and t.timestamp <= b.until) as n from turns t, busy b group by stream_id) x)
            from busy
            """);
        command.Parameters.Add(new() { Value = (long)Turns });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (completed, seconds, turns, fewest) = (reader.GetInt64(0), reader.GetDouble(1), reader.GetInt64(2), reader.GetInt64(3));
        var (rate, share) = (turns / seconds, fewest * (double)Runs / turns);
        return
        [
            new Figure($"runs: turns a second of {Runs} runs at once, 2 s a thought", rate, "turns/s", rate * Thinking.TotalSeconds / Runs, "at least 80", rate >= 80),
            new Figure("runs: the slowest run's turns against the average", share, "", share, "at least 0.7: none starves", share >= 0.7),
            new Figure("runs: that took all their turns", completed, "runs", null, $"all {Runs}", completed == Runs),
        ];
    }
}
