using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Factory.Benchmarks.Intake;

/// <summary>
/// Signed deliveries of 11 kB on 32 connections, each stored before it is answered, against npm @octokit/webhooks answering without storing. Receiver,
/// PostgreSQL, RabbitMQ and load share the machine.
/// </summary>
internal sealed class IntakeBenchmark : IBenchmark
{
    private const int Connections = 32;
    private const double LeastDeliveries = 5_000;
    private const double MostAtP99 = 50;
    private const double MostUntilJudged = 10;
    private const int Counted = 10_000;
    private const int Warming = 30_000;
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan UntilKilled = TimeSpan.FromSeconds(2);

    private long _number;

    public string Name => "intake";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct)
    {
        await using var octokit = await OctokitReceiver.Start(ct);
        await using var intake = await IntakeProcess.Start(ct);
        await WarmUp(octokit.Address);
        await WarmUp(intake.Address);
        var times = new ConcurrentBag<double>();
        var (many, ratio) = await Pairs.Measure(() => Throughput(octokit.Address, null), () => Throughput(intake.Address, times), pairs: 5);
        var sorted = times.Order().ToList();
        var p99 = sorted[(int)(sorted.Count * 0.99)];
        var (receiver, postgres, judged) = await Cost(intake, ct);
        var (answered, lost) = await Killed(intake, ct);
        return
        [
            new Figure($"intake: deliveries stored on {Connections} connections", many, "deliveries/s", ratio, $"{LeastDeliveries:N0} deliveries/s", many >= LeastDeliveries),
            new Figure("intake: answered at p99", p99, "ms", null, $"under {MostAtP99} ms", p99 < MostAtP99),
            new Figure("intake: processor time of a delivery, stored and judged: receiver", receiver, "µs", null, "as little as can be", true),
            new Figure("intake: processor time of a delivery, stored and judged: PostgreSQL", postgres, "µs", null, "as little as can be", true),
            new Figure("intake: all judged after the load ended", judged, "s", null, $"under {MostUntilJudged} s", judged < MostUntilJudged),
            new Figure(string.Create(CultureInfo.InvariantCulture, $"intake: lost of {answered} answered when killed in the middle"), lost, "deliveries", null, "none", lost == 0),
        ];
    }

    /// <param name="times">Takes the milliseconds of each; null where nobody wants them.</param>
    private async Task<double> Throughput(Uri address, ConcurrentBag<double>? times)
    {
        var watch = Stopwatch.StartNew();
        return await Load(address, times, () => watch.Elapsed < Burst) / watch.Elapsed.TotalSeconds;
    }

    /// <summary>As many for both: on a busy machine compilers need longer than a burst, and take the processor from what they compile.</summary>
    private async Task WarmUp(Uri address)
    {
        var first = Interlocked.Read(ref _number);
        await Load(address, null, () => Interlocked.Read(ref _number) - first < Warming);
    }

    private async Task<int> Load(Uri address, ConcurrentBag<double>? times, Func<bool> more)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var connection = await BareConnection.Open(address, []);
            var delivery = new SignedDelivery(address);
            var count = 0;
            for (; more(); count++)
            {
                var request = delivery.Of(Interlocked.Increment(ref _number));
                var started = Stopwatch.GetTimestamp();
                await connection.Call(request);
                times?.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return count;
        })));
        return counts.Sum();
    }

    /// <summary>Microseconds of processor time for each of some thousands, and seconds until the last of them had its verdict.</summary>
    private async Task<(double Receiver, double Postgres, double Judged)> Cost(IntakeProcess intake, CancellationToken ct)
    {
        await using var database = NpgsqlDataSource.Create(intake.Database);
        await Judged(database, ct);
        var (before, first) = (ProcessorTime.OfChildren(), _number);
        await Load(intake.Address, null, () => Interlocked.Read(ref _number) - first < Counted);
        var watch = Stopwatch.StartNew();
        await Judged(database, ct);
        var (after, count) = (ProcessorTime.OfChildren(), _number - first);
        return (Spent("dotnet"), Spent("postgres"), watch.Elapsed.TotalSeconds);

        double Spent(string program) => 1_000 * (after[program] - before[program]) / count;
    }

    private static async Task Judged(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM factory.delivery WHERE verdict IS NULL");
        while ((long)(await command.ExecuteScalarAsync(ct))! > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
    }

    /// <summary>What was answered before the process was killed under load, and how much of it is not in the database.</summary>
    private async Task<(int Answered, int Lost)> Killed(IntakeProcess intake, CancellationToken ct)
    {
        var answered = new ConcurrentBag<string>();
        var load = Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => UntilClosed(intake.Address, answered), ct)));
        await Task.Delay(UntilKilled, ct);
        intake.Kill();
        await load;
        await using var database = NpgsqlDataSource.Create(intake.Database);
        await using var command = database.CreateCommand("SELECT count(*) FROM unnest($1::text[]) AS answered(name) WHERE NOT EXISTS (SELECT FROM factory.delivery d WHERE d.source = 'github' AND d.external_id = answered.name)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. answered] });
        return (answered.Count, (int)(long)(await command.ExecuteScalarAsync(ct))!);
    }

    private async Task UntilClosed(Uri address, ConcurrentBag<string> answered)
    {
        try
        {
            using var connection = await BareConnection.Open(address, []);
            var delivery = new SignedDelivery(address);
            while (true)
            {
                var number = Interlocked.Increment(ref _number);
                await connection.Call(delivery.Of(number));
                answered.Add(SignedDelivery.IdOf(number));
            }
        }
        catch (Exception closed) when (closed is SocketException or InvalidOperationException)
        {
            // Killed, as planned.
        }
    }
}
