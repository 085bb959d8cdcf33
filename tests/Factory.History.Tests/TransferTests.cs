using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Factory.Contracts.Transcripts;
using Factory.History.Missions;
using Factory.History.Projections;
using Factory.History.Runs;
using Factory.History.Transfer;

namespace Factory.History.Tests;

public sealed class A_mission_file : IAsyncLifetime
{
    private static readonly IProjection[] Projections = [new MissionListProjection(), new MissionTimelineProjection(), new RunTranscriptProjection()];
    private HistoryDatabase here = null!;
    private HistoryDatabase there = null!;
    private SampleMission mission = null!;

    public async ValueTask InitializeAsync()
    {
        (here, there) = (await HistoryDatabase.Migrated(), await HistoryDatabase.Migrated());
        mission = new SampleMission(here, "red");
        await new SampleMission(here, "red").Write();
        await mission.Write();
    }

    public async ValueTask DisposeAsync()
    {
        await here.DisposeAsync();
        await there.DisposeAsync();
    }

    [Fact]
    public async Task Brings_the_same_history_to_another_database()
    {
        var file = await Export();
        var imported = await Import(file);

        Assert.Equal((mission.Id, 4, 20, false), (imported.MissionId, imported.Streams, imported.Events, imported.AlreadyThere));
        foreach (var stream in (Guid[])[mission.Id, mission.Signal, mission.Feature, mission.Run])
            Assert.Equal((await here.Stored(stream)).Select(AsText), (await there.Stored(stream)).Select(AsText));
        Assert.Equal(imported.Blobs, await there.Value<long>("SELECT count(*) FROM factory.blob"));
        Assert.Equal(
            await here.Value<string>($"SELECT string_agg(s::text, ' ' ORDER BY id) FROM history.mt_streams s WHERE id IN ('{mission.Id}', '{mission.Signal}', '{mission.Feature}', '{mission.Run}')"),
            await there.Value<string>("SELECT string_agg(s::text, ' ' ORDER BY id) FROM history.mt_streams s"));
    }

    [Fact]
    public async Task Brings_the_blobs_that_blobs_refer_to()
    {
        var whole = await here.Blobs.Put("red", "the whole output"u8.ToArray(), "text/plain");
        var results = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new[] { new ToolResult("1", "run", IsError: false, "cut", whole) }, System.Text.Json.JsonSerializerOptions.Web);
        var blob = await here.Blobs.Put("red", results, "application/json");
        await mission.Append(mission.Run, "droid_run", new Contracts.History.TurnAnswered(mission.Run, 2, "model", blob, 0, Contracts.Runs.Spending.None, 1));

        await Import(await Export());

        Assert.Equal("the whole output"u8.ToArray(), await there.Blobs.Get("red", whole.Id));
    }

    [Fact]
    public async Task Keeps_what_was_erased_erased()
    {
        var erased = (await here.Stored(mission.Id)).Select(one => one.Data).OfType<Contracts.History.PlanMade>().Single().Plan;
        await here.Blobs.Erase("red", erased.Id);
        await Import(await Export());
        await Assert.ThrowsAsync<BlobErased>(() => there.Blobs.Get("red", erased.Id));
    }

    [Fact]
    public async Task Imported_twice_changes_nothing()
    {
        var file = await Export();
        await Import(file);
        Assert.True((await Import(file)).AlreadyThere);
        Assert.Equal(20, await there.Value<long>("SELECT count(*) FROM history.mt_events"));
    }

    [Fact]
    public async Task Is_refused_where_the_mission_went_on()
    {
        var file = await Export();
        await Import(file);
        await there.Run($"UPDATE history.mt_events SET data = jsonb_set(data, '{{Reason}}', '\"another\"') WHERE type = 'mission_concluded'");

        var error = await Assert.ThrowsAsync<MissionFileRefused>(() => Import(file));

        Assert.Contains("is there already and is not the same", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_another_team_is_refused()
    {
        var file = await Export();
        var error = await Assert.ThrowsAsync<MissionFileRefused>(() => Import(file, "blue"));
        Assert.Contains("belongs to team 'red', and is imported for team 'blue'", error.Message, StringComparison.Ordinal);
        await NothingIsThere();
    }

    [Fact]
    public async Task Is_not_written_for_another_team() =>
        await Assert.ThrowsAsync<MissionMissing>(() => new MissionExport(here.Source).Write("blue", mission.Id, new MemoryStream()));

    [Theory]
    [InlineData("\"Version\":1,", "\"Version\":2,", "does not follow")]
    [InlineData("\"Type\":\"mission_started\"", "\"Type\":\"mission_teleported\"", "does not know events of type 'mission_teleported'")]
    [InlineData("\"Title\":\"Sum is off by one\"", "\"Title\":null", "no valid signal_received")]
    [InlineData("\"Outcome\":1", "\"Outcome\":\"x\"", "no valid mission_concluded")]
    [InlineData("Sum is off by one", "Sum \\u0000 is off", "cannot be stored")]
    [InlineData("\"Turns\":1,", "\"Turns\":2147483647,", "cannot be stored")]
    [InlineData("\"Data\":{", "\"Data\":[{", "line 1")]
    public async Task That_was_changed_is_refused(string from, string to, string says)
    {
        var file = Change(await Export(), "events.jsonl", text => text.Replace(from, to, StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<MissionFileRefused>(() => Import(file));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        await NothingIsThere();
    }

    [Fact]
    public async Task That_names_another_mission_is_refused()
    {
        var file = Change(await Export(), "events.jsonl", text => text.Replace($"\"MissionId\":\"{mission.Id}\"", $"\"MissionId\":\"{Guid.NewGuid()}\"", StringComparison.Ordinal));
        Assert.Contains("another mission", (await Assert.ThrowsAsync<MissionFileRefused>(() => Import(file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_blob_that_was_changed_is_refused()
    {
        var file = await Export();
        var name = Entries(file).First(entry => entry.StartsWith("blobs/", StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<MissionFileRefused>(() => Import(Change(file, name, text => "X" + text[1..])));
        Assert.Contains("its hash is another", error.Message, StringComparison.Ordinal);
        await NothingIsThere();
    }

    [Fact]
    public async Task Without_a_blob_that_an_event_refers_to_is_refused()
    {
        var file = Change(await Export(), "blobs.jsonl", text => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        Assert.Contains("which the file does not hold", (await Assert.ThrowsAsync<MissionFileRefused>(() => Import(file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_unpacks_to_too_much_is_refused()
    {
        var bomb = Change(await Export(), "events.jsonl", _ => new string('\n', 50_000_000) + new string('x', 50_000_000));
        Assert.True(bomb.Length < 1_000_000);
        Assert.Contains("a line of more than", (await Assert.ThrowsAsync<MissionFileRefused>(() => Import(bomb))).Message, StringComparison.Ordinal);

        var wide = Change(await Export(), "events.jsonl", text => string.Concat(Enumerable.Repeat(text, 30)));
        var error = await Assert.ThrowsAsync<MissionFileRefused>(() => Import(wide, limits: new ImportLimits { LargestUnpacked = 100_000 }));
        Assert.Contains("unpacks to more than 100000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_too_long_or_no_archive_is_refused()
    {
        await Assert.ThrowsAsync<MissionFileRefused>(() => Import(new byte[2000], limits: new ImportLimits { LargestFile = 1000 }));
        await Assert.ThrowsAsync<MissionFileRefused>(() => Import("no archive"u8.ToArray()));
        await Assert.ThrowsAsync<MissionFileRefused>(() => Import([]));
    }

    [Fact]
    public async Task Once_imported_is_seen_by_people()
    {
        await Import(await Export());
        using var runner = Runners.Of(there.Source, Projections);
        await runner.RebuildToTheEnd("MissionList");
        await runner.RebuildToTheEnd("MissionTimeline");
        Assert.Equal("published", (await new MissionQueries(there.Source).Find("red", mission.Id))!.Outcome);
        Assert.Equal(20, (await new TimelineQueries(there.Source, new Pulse(), TimeProvider.System).Read("red", mission.Id)).Count);
    }

    private async Task<byte[]> Export()
    {
        using var output = new MemoryStream();
        await new MissionExport(here.Source).Write("red", mission.Id, output);
        return output.ToArray();
    }

    private Task<ImportedMission> Import(byte[] file, string team = "red", ImportLimits? limits = null) =>
        new MissionImport(there.Source, SampleEvents.Types, there.Blobs, Projections, limits ?? new ImportLimits()).Read(team, new MemoryStream(file));

    private async Task NothingIsThere() =>
        Assert.Equal(0, await there.Value<long>("SELECT (SELECT count(*) FROM history.mt_streams) + (SELECT count(*) FROM history.mt_events) + (SELECT count(*) FROM factory.blob)"));

    private static string AsText(StoredEvent stored) =>
        $"{stored.Id} {stored.Version} {stored.Type} {stored.Timestamp:o} {JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(stored.Data, stored.Data.GetType()))}";

    private static List<string> Entries(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private static byte[] Change(byte[] file, string name, Func<string, string> change)
    {
        using var output = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(file)))
        using (var target = new ZipArchive(output, ZipArchiveMode.Create))
        {
            foreach (var entry in source.Entries)
            {
                using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
                var text = reader.ReadToEnd();
                using var writer = target.CreateEntry(entry.FullName).Open();
                writer.Write(Encoding.Latin1.GetBytes(entry.FullName == name ? change(text) : text));
            }
        }

        return output.ToArray();
    }
}
