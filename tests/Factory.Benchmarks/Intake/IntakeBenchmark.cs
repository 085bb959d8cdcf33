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
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan UntilKilled = TimeSpan.FromSeconds(2);

    private long _number;

    public string Name => "intake";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct)
    {
        await using var octokit = await OctokitReceiver.Start(ct);
        await using var intake = await IntakeProcess.Start(ct);
        var times = new ConcurrentBag<double>();
        var (many, ratio) = await Pairs.Measure(() => Throughput(octokit.Address, null), () => Throughput(intake.Address, times), pairs: 5);
        var sorted = times.Order().ToList();
        var p99 = sorted[(int)(sorted.Count * 0.99)];
        var (answered, lost) = await Killed(intake, ct);
        return
        [
            new Figure($"intake: deliveries stored on {Connections} connections", many, "deliveries/s", ratio, $"{LeastDeliveries:N0} deliveries/s", many >= LeastDeliveries),
            new Figure("intake: answered at p99", p99, "ms", null, $"under {MostAtP99} ms", p99 < MostAtP99),
            new Figure(string.Create(CultureInfo.InvariantCulture, $"intake: lost of {answered} answered when killed in the middle"), lost, "deliveries", null, "none", lost == 0),
        ];
    }

    /// <param name="times">Takes the milliseconds of each; null where nobody wants them.</param>
    private async Task<double> Throughput(Uri address, ConcurrentBag<double>? times)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var connection = await BareConnection.Open(address, []);
            var delivery = new SignedDelivery(address);
            var count = 0;
            for (; watch.Elapsed < Burst; count++)
            {
                var request = delivery.Of(Interlocked.Increment(ref _number));
                var started = Stopwatch.GetTimestamp();
                await connection.Call(request);
                times?.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return count;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
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
