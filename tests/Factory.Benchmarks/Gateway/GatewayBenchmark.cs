using System.Diagnostics;

namespace Factory.Benchmarks.Gateway;

/// <summary>
/// The gateway, with keys, ledger and history, against the plain upstream behind it; router, upstream, PostgreSQL and load share the machine. What it adds is measured with one
/// call at a time on 16 connections, what it manages with all 16 at once.
/// </summary>
internal sealed class GatewayBenchmark : IBenchmark
{
    private const int Connections = 16;
    private const int Streams = 150;
    private const int CallsOfAMeasurement = 1_000;
    private const double MostAdded = 0.7;
    private const double LeastCalls = 3_000;
    private const double MostGrowth = 5;
    private const string Body = """{"model":"bench","max_tokens":100,"messages":[{"role":"system","content":"You answer with one word."},{"role":"user","content":"How much is two and two?"}]}""";
    private const string StreamBody = """{"model":"bench","stream":true,"messages":[{"role":"user","content":"Tell me a long story."}]}""";
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Streaming = TimeSpan.FromSeconds(15);

    public string Name => "gateway";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct)
    {
        await using var processes = await GatewayProcesses.Start(ct);
        var gateway = await Open(processes.Gateway, processes.Key);
        var upstream = await Open(processes.Upstream, null);
        var added = new List<double>();
        var (many, ratio) = await Pairs.Measure(() => Throughput(upstream), () => Throughput(gateway), pairs: 5);
        _ = await Pairs.Measure(() => Median(upstream), () => Median(gateway), pairs: 3);
        for (var pair = 0; pair < 7; pair++)
            added.Add(await Median(gateway) - await Median(upstream));
        added.Sort();
        gateway.ForEach(connection => connection.Dispose());
        upstream.ForEach(connection => connection.Dispose());
        var growth = await Growth(processes, ct);
        var median = added[added.Count / 2];
        return
        [
            new Figure("gateway: added to a call at p50, one at a time", median, "ms", null, $"under {MostAdded} ms", median < MostAdded),
            new Figure($"gateway: calls on {Connections} connections", many, "calls/s", ratio, $"{LeastCalls:N0} calls/s", many >= LeastCalls),
            new Figure($"gateway: growth in {Streaming.TotalSeconds:0} s of {Streams} streams", growth, "MB", null, $"under {MostGrowth} MB", growth < MostGrowth),
        ];
    }

    private static async Task<List<BareConnection>> Open(Uri server, string? key)
    {
        var connections = new List<BareConnection>();
        for (var number = 0; number < Connections; number++)
            connections.Add(await BareConnection.Open(server, Body, key));
        return connections;
    }

    /// <summary>Calls a second, all connections at once.</summary>
    private static async Task<double> Throughput(List<BareConnection> connections)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(connections.ConvertAll(connection => Task.Run(async () =>
        {
            var count = 0;
            while (watch.Elapsed < Burst)
            {
                await connection.Call();
                count++;
            }

            return count;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds of a call at p50, one at a time, on one connection after the other.</summary>
    private static async Task<double> Median(List<BareConnection> connections)
    {
        var times = new List<double>(CallsOfAMeasurement);
        for (var call = 0; call < CallsOfAMeasurement; call++)
        {
            var started = Stopwatch.GetTimestamp();
            await connections[call % connections.Count].Call();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>Megabytes that the router's resident memory grows by while streams go on.</summary>
    private static async Task<double> Growth(GatewayProcesses processes, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var draining = new List<Task>();
        for (var number = 0; number < Streams; number++)
            draining.Add(Drain(await BareConnection.Open(processes.Gateway, StreamBody, processes.Key), enough.Token));
        await Task.Delay(Settling, ct);
        var before = processes.ResidentBytes;
        await Task.Delay(Streaming, ct);
        var growth = (processes.ResidentBytes - before) / 1e6;
        await enough.CancelAsync();
        await Task.WhenAll(draining);
        return growth;
    }

    private static async Task Drain(BareConnection connection, CancellationToken ct)
    {
        using (connection)
        {
            try
            {
                await connection.Drain(ct);
                throw new InvalidOperationException("A stream ended before it was closed.");
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // Seen enough.
            }
        }
    }
}
