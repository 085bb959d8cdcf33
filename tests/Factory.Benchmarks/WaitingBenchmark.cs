using System.Diagnostics;
using Factory.Benchmarks.Line;
using Factory.History;
using Factory.Local.Hosting;
using Factory.ScriptedModel;
using Factory.Servers;
using Npgsql;

namespace Factory.Benchmarks;

/// <summary>
/// Thousands of droid runs that wait for their model at the same time, in one process: what a waiting run costs in memory, and that all of them end.
/// The model, its server and PostgreSQL are other processes.
/// </summary>
internal sealed class WaitingBenchmark : IBenchmark
{
    private const int Runs = 2_000;
    private const int WarmUps = 200;
    private const double MostKilobytes = 50;
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    public string Name => "waiting";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct)
    {
        var database = await TestServers.Database();
        await Schema.Migrate(database, ct);
        await using var source = NpgsqlDataSource.Create(database);
        var seeded = new SeededRuns(source);
        var (warmUp, batch) = (Guid.NewGuid(), Guid.NewGuid());
        await seeded.Make(warmUp, WarmUps, ct);
        await seeded.Make(batch, Runs, ct);
        await using var model = await ScriptedModelServer.Start(keepRequests: false);
        await using var line = await LineProcess.Start(database, model.BaseUrl, ct);
        model.On("coder", Finish(TimeSpan.FromSeconds(1)));
        await line.GoOn(warmUp, WarmUps, ct);
        await Task.Delay(Rest, ct);
        return await Wait(line, model, batch, source, ct);
    }

    private static async Task<IReadOnlyList<Figure>> Wait(LineProcess line, ScriptedModelServer model, Guid batch, NpgsqlDataSource database, CancellationToken ct)
    {
        var asked = 0;
        var allAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        model.On("coder", _ =>
        {
            if (Interlocked.Increment(ref asked) == Runs)
                allAsked.SetResult();
            // Nobody is answered before the last has asked, however slow this machine is.
            return Finish(Thinking).When(allAsked.Task);
        });
        var (before, watch) = (line.ResidentBytes, Stopwatch.StartNew());
        var going = line.GoOn(batch, Runs, ct);
        await Task.WhenAny(allAsked.Task, going);
        var arriving = watch.Elapsed.TotalSeconds;
        var most = line.ResidentBytes;
        while (model.Answered <= WarmUps && !going.IsCompleted)
        {
            most = Math.Max(most, line.ResidentBytes);
            await Task.Delay(Between, ct);
        }

        await going;
        var perRun = (most - before) / 1000.0 / Runs;
        var completed = await Completed(database, ct) - WarmUps;
        return
        [
            new Figure($"waiting: memory of each of {Runs:N0} waiting runs", perRun, "kB", null, $"under {MostKilobytes} kB", perRun < MostKilobytes),
            new Figure("waiting: runs that completed", completed, "runs", null, $"all {Runs:N0}", completed == Runs),
            new Figure("waiting: until the last of them waited", arriving, "s", null, "no reach set", Reached: true),
        ];
    }

    private static Reply Finish(TimeSpan after) => Reply.Finish(new { claims = "nothing to do", stuck = true }).After(after);

    private static async Task<long> Completed(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var count = database.CreateCommand("select count(*) from history.mt_events where type = 'run_ended' and data ->> 'Outcome' = '1'");
        return (long)(await count.ExecuteScalarAsync(ct))!;
    }
}
