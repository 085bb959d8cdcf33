using System.Diagnostics;
using Factory.History;
using Factory.Servers;
using Npgsql;

namespace Factory.Benchmarks;

/// <summary>
/// Appends and folds through the event store, against prepared statements written by hand for exactly that, into tables of the same
/// shape, in one round trip. Both make the same JSON and take a connection from the same pool for each operation.
/// </summary>
internal sealed class AppendBenchmark : IBenchmark
{
    private const int FoldedEvents = 1000;
    private const int FoldsInARow = 40;
    private static readonly int[] Writers = [1, 8, 32];
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(400);

    public string Name => "append";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(await TestServers.Database());
        await new SchemaMigrator(source, SchemaMigrator.OfHistory).Migrate(ct);
        await RawAppends.CreateTables(source, ct);
        var store = new EventStore(source, AppendEvents.Types, TimeProvider.System, []);
        var raw = new RawAppends(source);
        var figures = new List<Figure>();
        foreach (var writers in Writers)
            figures.Add(await Compare("start a stream with 3 events", writers, raw.Start, StoreAppends.Start(store), ct));
        foreach (var writers in Writers)
            figures.Add(await CompareGoingOn(writers, store, raw, ct));
        figures.Add(await CompareFold(store, raw, ct));
        return figures;
    }

    private static async Task<Figure> Compare(string what, int writers, Func<int, CancellationToken, Task> raw, Func<int, CancellationToken, Task> product, CancellationToken ct)
    {
        var (value, ratio) = await Pairs.Measure(() => Rate(writers, raw, ct), () => Rate(writers, product, ct));
        return new Figure($"append: {what}, {writers} at once", value, "appends/s", ratio, "at least 0.85 of raw", ratio >= 0.85);
    }

    private static async Task<Figure> CompareGoingOn(int writers, EventStore store, RawAppends raw, CancellationToken ct)
    {
        var streams = Enumerable.Range(0, writers).Select(_ => (Stream: Guid.NewGuid(), Raw: Guid.NewGuid())).ToArray();
        foreach (var (stream, rawStream) in streams)
        {
            await store.Append(new StreamAppend(stream, "bench", 0, [AppendEvents.Example(0)]), ct);
            await raw.Start(rawStream, ct);
        }

        var versions = new long[writers];
        var rawVersions = new long[writers];
        Array.Fill(versions, 1);
        Array.Fill(rawVersions, 3);
        return await Compare(
            "1 event with expected version", writers,
            (writer, token) => raw.Next(streams[writer].Raw, rawVersions[writer]++, token),
            (writer, token) => store.Append(new StreamAppend(streams[writer].Stream, "bench", versions[writer]++, [AppendEvents.Example(writer)]), token), ct);
    }

    private static async Task<Figure> CompareFold(EventStore store, RawAppends raw, CancellationToken ct)
    {
        var stream = Guid.NewGuid();
        await store.Append(new StreamAppend(stream, "bench", 0, [.. Enumerable.Range(0, FoldedEvents).Select(AppendEvents.Example)]), ct);
        var (value, ratio) = await Pairs.Measure(
            () => Milliseconds(() => raw.Fold(stream, ct)),
            () => Milliseconds(() => store.Fold(stream, 0L, AppendEvents.Apply, ct: ct)), pairs: 15);
        return new Figure($"append: fold of {FoldedEvents} events", value, "ms", ratio, "at most 1.2 times raw", ratio <= 1.2);
    }

    private static async Task<double> Rate(int writers, Func<int, CancellationToken, Task> append, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => Write(writer, append, watch, ct), ct)));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task<int> Write(int writer, Func<int, CancellationToken, Task> append, Stopwatch watch, CancellationToken ct)
    {
        var count = 0;
        for (; watch.Elapsed < Slice; count++)
            await append(writer, ct);
        return count;
    }

    private static async Task<double> Milliseconds(Func<Task> fold)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < FoldsInARow; i++)
            await fold();
        return watch.Elapsed.TotalMilliseconds / FoldsInARow;
    }
}
