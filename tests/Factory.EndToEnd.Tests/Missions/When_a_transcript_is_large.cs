using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.EndToEnd.Tests.Line;
using Factory.History;
using Npgsql;

namespace Factory.EndToEnd.Tests.Missions;

public sealed class When_a_transcript_is_large
{
    [Fact]
    public async Task It_comes_in_parts_and_what_is_too_large_is_named_instead_of_shown()
    {
        await using var line = await RunningLine.Start();
        var run = Guid.NewGuid();
        await Write(line, run, turns: 12, size: 900_000, largest: 3_000_000);
        await RunningLine.Eventually(() => Turns(line, run, after: 11) is [{ ValueKind: JsonValueKind.Object }], () => "all turns are there");

        var seen = new List<int>();
        for (var more = true; more;)
        {
            var page = await line.Get($"runs/{run}/transcript?after={seen.LastOrDefault()}");
            Assert.True(page.GetRawText().Length < 10_000_000, "A page is bounded.");
            seen.AddRange(page.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("turn").GetInt32()));
            more = page.GetProperty("more").GetBoolean();
        }

        Assert.Equal(Enumerable.Range(1, 12), seen);
        var last = Turns(line, run, after: 11)[0];
        Assert.Equal(JsonValueKind.Null, last.GetProperty("answer").ValueKind);
        Assert.True(last.GetProperty("answerBlob").GetProperty("size").GetInt64() > 3_000_000);
    }

    private static List<JsonElement> Turns(RunningLine line, Guid run, int after)
    {
        try
        {
            return [.. line.Get($"runs/{run}/transcript?after={after}").Result.GetProperty("turns").EnumerateArray()];
        }
        catch (AggregateException)
        {
            // The read model does not have the run yet.
            return [];
        }
    }

    private static async Task Write(RunningLine line, Guid run, int turns, int size, int largest)
    {
        await using var database = NpgsqlDataSource.Create(line.Database);
        var (blobs, events) = (new BlobStore(database, TimeProvider.System), new EventStore(database, EventTypes.Product, TimeProvider.System, []));
        async Task<BlobRef> Blob(string text) => await blobs.Put("default", JsonSerializer.SerializeToUtf8Bytes(new { text }), "application/json");
        var small = await Blob("small");
        await events.Append(new StreamAppend(run, "droid_run", null, [new RunStarted(Guid.NewGuid(), run, "default", "coder", small, small, small, null, new RunLimits(TimeSpan.FromMinutes(1), 50, 1))]));
        for (var turn = 1; turn <= turns; turn++)
        {
            var answer = await Blob($"{turn} {new string('x', turn == turns ? largest : size)}");
            await events.Append(new StreamAppend(run, "droid_run", null, [new TurnAnswered(run, turn, "scripted", answer, 0, Spending.None, 1)]));
        }
    }
}
